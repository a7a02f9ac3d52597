// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "HubbubPlugin",
    platforms: [.iOS(.v16)],
    products: [.library(name: "HubbubPlugin", type: .static, targets: ["HubbubPlugin"])],
    targets: [.target(name: "HubbubPlugin", path: "Sources")]
)
