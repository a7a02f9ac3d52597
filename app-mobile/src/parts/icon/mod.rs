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
    Calendar = "calendar";
    Camera = "camera";
    Check = "check";
    ChevronDown = "chevron-down";
    ChevronLeft = "chevron-left";
    ChevronRight = "chevron-right";
    Circle = "circle";
    CircleCheck = "circle-check";
    CircleDot = "circle-dot";
    CircleHelp = "circle-help";
    CircleStop = "circle-stop";
    CircleX = "circle-x";
    Clock = "clock";
    CloudOff = "cloud-off";
    Download = "download";
    ExternalLink = "external-link";
    Film = "film";
    Flag = "flag";
    Gavel = "gavel";
    Hand = "hand";
    History = "history";
    House = "house";
    Image = "image";
    Info = "info";
    KeyRound = "key-round";
    Languages = "languages";
    LifeBuoy = "life-buoy";
    List = "list";
    Lock = "lock";
    LogOut = "log-out";
    Mail = "mail";
    MapPin = "map-pin";
    MessageSquare = "message-square";
    Minus = "minus";
    Moon = "moon";
    Navigation = "navigation";
    Package = "package";
    PackageCheck = "package-check";
    PartyPopper = "party-popper";
    PenLine = "pen-line";
    Phone = "phone";
    Play = "play";
    Plus = "plus";
    Receipt = "receipt";
    RefreshCw = "refresh-cw";
    Search = "search";
    Send = "send";
    Settings = "settings";
    Share2 = "share-2";
    ShieldCheck = "shield-check";
    ShoppingBasket = "shopping-basket";
    SlidersHorizontal = "sliders-horizontal";
    Smartphone = "smartphone";
    Square = "square";
    SquareCheck = "square-check";
    Star = "star";
    Store = "store";
    Sun = "sun";
    Timer = "timer";
    Trash2 = "trash-2";
    TrendingUp = "trending-up";
    TriangleAlert = "triangle-alert";
    Truck = "truck";
    Type = "type";
    Undo2 = "undo-2";
    User = "user";
    Users = "users";
    Utensils = "utensils";
    Vote = "vote";
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
