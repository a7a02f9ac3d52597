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
    Bell = "bell";
    Calendar = "calendar";
    Check = "check";
    ChevronDown = "chevron-down";
    ChevronLeft = "chevron-left";
    ChevronRight = "chevron-right";
    CircleCheck = "circle-check";
    CircleDot = "circle-dot";
    CircleHelp = "circle-help";
    CircleX = "circle-x";
    Clock = "clock";
    CloudOff = "cloud-off";
    Download = "download";
    Film = "film";
    House = "house";
    Image = "image";
    Info = "info";
    Lock = "lock";
    LogOut = "log-out";
    MapPin = "map-pin";
    Minus = "minus";
    PartyPopper = "party-popper";
    Plus = "plus";
    RefreshCw = "refresh-cw";
    Send = "send";
    Settings = "settings";
    ShieldCheck = "shield-check";
    Smartphone = "smartphone";
    Timer = "timer";
    Trash2 = "trash-2";
    TriangleAlert = "triangle-alert";
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
