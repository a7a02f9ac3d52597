import CoreLocation
import Foundation
import Network
import Security
import UIKit
import UserNotifications

/// What Rust asks of iOS. Every answer is a text; see `native/src/lib.rs`.
@objc(HubbubPlugin)
public final class HubbubPlugin: NSObject {
    private let positions = Positions()
    private let network = NetworkState()
    private var camera: Camera?

    @objc public func folder() -> String {
        let folders = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)
        return folders.first?.path ?? NSTemporaryDirectory()
    }

    @objc public func language() -> String { Locale.preferredLanguages.first ?? "en" }

    // The store's key, in the keychain of this device alone.

    private let place: [CFString: Any] = [
        kSecClass: kSecClassGenericPassword,
        kSecAttrService: "org.hubbub.phone",
        kSecAttrAccount: "store",
    ]

    @objc public func loadSecret() -> String? {
        var found: CFTypeRef?
        let query = place.merging([kSecReturnData: true]) { $1 } as CFDictionary
        guard SecItemCopyMatching(query, &found) == errSecSuccess, let data = found as? Data else { return nil }
        return String(data: data, encoding: .ascii)
    }

    @objc public func keepSecret(_ secret: String) -> String {
        let item = place.merging([
            kSecValueData: Data(secret.utf8),
            kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]) { $1 } as CFDictionary
        let status = SecItemAdd(item, nil)
        return status == errSecSuccess ? "" : "keychain \(status)"
    }

    /// `file:PATH`, nothing when the person thought better of it, or what went wrong. Not on the main thread.
    @objc public func takePicture() -> String {
        let camera = Camera()
        self.camera = camera
        defer { self.camera = nil }
        return camera.take()
    }

    @objc public func startPositions() -> String { positions.start() }
    @objc public func stopPositions() { positions.stop() }
    @objc public func drainPositions() -> String { positions.drain() }

    @objc public func link() -> String { network.word }

    /// `message` is an object of `title`, `words` and `link`.
    @objc public func notifyPerson(_ message: String) -> String {
        guard let told = try? JSONDecoder().decode([String: String].self, from: Data(message.utf8)) else {
            return "not a message"
        }
        let content = UNMutableNotificationContent()
        content.title = told["title"] ?? ""
        content.body = told["words"] ?? ""
        content.userInfo = ["link": told["link"] ?? ""]
        let center = UNUserNotificationCenter.current()
        center.requestAuthorization(options: [.alert, .badge]) { allowed, _ in
            guard allowed else { return }
            center.add(UNNotificationRequest(identifier: UUID().uuidString, content: content, trigger: nil))
        }
        return ""
    }

    @objc public func share(_ path: String) -> String {
        DispatchQueue.main.async {
            let sheet = UIActivityViewController(activityItems: [URL(fileURLWithPath: path)], applicationActivities: nil)
            sheet.popoverPresentationController?.sourceView = Self.front?.view
            Self.front?.present(sheet, animated: true)
        }
        return ""
    }

    @objc public func openAddress(_ address: String) -> String {
        // iOS has its own word for places.
        let own = address.hasPrefix("geo:") ? "maps://?q=" + (address.components(separatedBy: "q=").last ?? "") : address
        guard let url = URL(string: own) else { return "unsupported" }
        DispatchQueue.main.async { UIApplication.shared.open(url) }
        return ""
    }

    @objc public func feel(_ kind: String) {
        DispatchQueue.main.async {
            switch kind {
            case "wrong": UINotificationFeedbackGenerator().notificationOccurred(.error)
            case "done": UINotificationFeedbackGenerator().notificationOccurred(.success)
            default: UIImpactFeedbackGenerator(style: .light).impactOccurred()
            }
        }
    }

    /// Links that opened the app, as a JSON array; each once.
    @objc public func drainLinks() -> String { "[]" }

    static var front: UIViewController? {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        var top = scenes.flatMap(\.windows).first(where: \.isKeyWindow)?.rootViewController
        while let next = top?.presentedViewController { top = next }
        return top
    }
}

/// How the phone is connected.
private final class NetworkState {
    private let monitor = NWPathMonitor()
    private(set) var word = "free"

    init() {
        monitor.pathUpdateHandler = { [weak self] path in
            self?.word = path.status != .satisfied ? "none" : path.isExpensive ? "metered" : "free"
        }
        monitor.start(queue: DispatchQueue(label: "org.hubbub.phone.network"))
    }
}

/// One picture of the system's camera.
private final class Camera: NSObject, UIImagePickerControllerDelegate, UINavigationControllerDelegate {
    private let done = DispatchSemaphore(value: 0)
    private var answer = ""

    func take() -> String {
        DispatchQueue.main.async {
            guard UIImagePickerController.isSourceTypeAvailable(.camera), let front = HubbubPlugin.front else {
                self.end("unsupported")
                return
            }
            let picker = UIImagePickerController()
            picker.sourceType = .camera
            picker.delegate = self
            front.present(picker, animated: true)
        }
        done.wait()
        return answer
    }

    func imagePickerController(
        _ picker: UIImagePickerController,
        didFinishPickingMediaWithInfo info: [UIImagePickerController.InfoKey: Any]
    ) {
        picker.dismiss(animated: true)
        guard let picture = (info[.originalImage] as? UIImage)?.jpegData(compressionQuality: 0.9) else { return end("") }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".jpg")
        do {
            try picture.write(to: file, options: .completeFileProtection)
            end("file:" + file.path)
        } catch {
            end(error.localizedDescription)
        }
    }

    func imagePickerControllerDidCancel(_ picker: UIImagePickerController) {
        picker.dismiss(animated: true)
        end("")
    }

    private func end(_ answer: String) {
        self.answer = answer
        done.signal()
    }
}

/// Where the phone is, while a run is on the road.
private final class Positions: NSObject, CLLocationManagerDelegate {
    private var manager: CLLocationManager?
    private var waiting: [[String: Int]] = []
    private let lock = NSLock()

    func start() -> String {
        if CLLocationManager().authorizationStatus == .denied { return "denied" }
        DispatchQueue.main.async {
            let manager = CLLocationManager()
            manager.delegate = self
            manager.requestWhenInUseAuthorization()
            manager.desiredAccuracy = kCLLocationAccuracyNearestTenMeters
            manager.distanceFilter = 5
            manager.activityType = .automotiveNavigation
            manager.pausesLocationUpdatesAutomatically = true
            manager.allowsBackgroundLocationUpdates = true
            manager.showsBackgroundLocationIndicator = true
            manager.startUpdatingLocation()
            self.manager = manager
        }
        return ""
    }

    func stop() {
        DispatchQueue.main.async {
            self.manager?.stopUpdatingLocation()
            self.manager = nil
        }
    }

    func drain() -> String {
        lock.lock()
        defer { lock.unlock() }
        let all = (try? JSONEncoder().encode(waiting)).flatMap { String(data: $0, encoding: .utf8) } ?? "[]"
        waiting.removeAll()
        return all
    }

    func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
        lock.lock()
        defer { lock.unlock() }
        for place in locations {
            var fix = [
                "at_ms": Int(place.timestamp.timeIntervalSince1970 * 1000),
                "lat_e6": Int((place.coordinate.latitude * 1e6).rounded()),
                "lon_e6": Int((place.coordinate.longitude * 1e6).rounded()),
                "accuracy_cm": Int((place.horizontalAccuracy * 100).rounded()),
            ]
            if place.speed >= 0 { fix["speed_cms"] = Int((place.speed * 100).rounded()) }
            if place.course >= 0 { fix["heading_cdeg"] = Int((place.course * 100).rounded()) }
            waiting.append(fix)
        }
        if waiting.count > 20_000 { waiting.removeFirst(waiting.count - 20_000) }
    }
}
