//! Icons, from `design/icons`. They only repeat what words say, so nobody who listens hears them.

use dioxus::prelude::*;

macro_rules! signs {
    ($( $variant:ident = $file:literal; )*) => {
        /// An icon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sign { $( $variant, )* }

        impl Sign {
            /// The file's text.
            const fn svg(self) -> &'static str {
                match self {
                    $( Self::$variant => include_str!(concat!("../../../../design/icons/", $file, ".svg")), )*
                }
            }
        }
    };
}

signs! {
    ArrowDown = "arrow-down";
    ArrowUp = "arrow-up";
    Banknote = "banknote";
    Bell = "bell";
    Bike = "bike";
    BookOpen = "book-open";
    Calendar = "calendar";
    Camera = "camera";
    Check = "check";
    ChevronDown = "chevron-down";
    ChevronLeft = "chevron-left";
    ChevronRight = "chevron-right";
    CircleCheck = "circle-check";
    CircleDot = "circle-dot";
    CircleHelp = "circle-help";
    CircleStop = "circle-stop";
    CircleX = "circle-x";
    Clock = "clock";
    CloudOff = "cloud-off";
    Download = "download";
    Eraser = "eraser";
    Film = "film";
    Gavel = "gavel";
    Heart = "heart";
    House = "house";
    Image = "image";
    Info = "info";
    Laugh = "laugh";
    LifeBuoy = "life-buoy";
    Lock = "lock";
    LogOut = "log-out";
    MapPin = "map-pin";
    MessageSquare = "message-square";
    Minus = "minus";
    Navigation = "navigation";
    Newspaper = "newspaper";
    Package = "package";
    PackageCheck = "package-check";
    Palette = "palette";
    PartyPopper = "party-popper";
    PenLine = "pen-line";
    Phone = "phone";
    Play = "play";
    Plug = "plug";
    Plus = "plus";
    Receipt = "receipt";
    RefreshCw = "refresh-cw";
    Send = "send";
    Settings = "settings";
    ShieldCheck = "shield-check";
    Shirt = "shirt";
    ShoppingBasket = "shopping-basket";
    SlidersHorizontal = "sliders-horizontal";
    Smartphone = "smartphone";
    Sofa = "sofa";
    Sprout = "sprout";
    Star = "star";
    Store = "store";
    Tag = "tag";
    ThumbsUp = "thumbs-up";
    Timer = "timer";
    Trash2 = "trash-2";
    TrendingUp = "trending-up";
    TriangleAlert = "triangle-alert";
    Trophy = "trophy";
    Truck = "truck";
    Undo2 = "undo-2";
    User = "user";
    Users = "users";
    Utensils = "utensils";
    Vote = "vote";
    Wrench = "wrench";
    X = "x";
}

/// An icon beside words, as high as the line unless `size` names another word: `s`, `l` or `xl`.
#[component]
pub(crate) fn Icon(sign: Sign, #[props(default = "m")] size: &'static str) -> Element {
    let svg = sign.svg();
    rsx! {
        span { class: "icon icon-{size}", aria_hidden: "true", dangerous_inner_html: svg }
    }
}
