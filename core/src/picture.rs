//! Pictures: what a file really is, and how one becomes small and says no more than it shows.
//!
//! A device shrinks a picture before it is hashed and sent; the server judges what comes by the same bounds.
//! What a camera writes beside the picture (place, time, device) never survives: the picture is decoded,
//! turned upright and encoded anew.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, RgbImage};

use crate::refusal::{Code, Refusal};
use crate::store::files::FILE_BYTES_MAX;

/// The largest file that a device shrinks, in bytes: a good camera's picture at its best quality.
pub const ORIGINAL_BYTES_MAX: usize = 32 * 1024 * 1024;
/// The long side of a picture as it is kept, in pixels: sharp on a phone's screen.
pub const LONG_SIDE_MAX: u32 = 1_600;
/// The quality of a JPEG as it is kept: above it, files grow and eyes see nothing.
pub const JPEG_QUALITY: u8 = 75;
/// The long side of a picture for lists, in pixels.
pub const THUMB_SIDE_MAX: u32 = 320;
/// The long side of a picture for a screen, in pixels.
pub const SCREEN_SIDE_MAX: u32 = 1_280;
/// The longest side that is decoded, in pixels: twice a good camera's.
pub const SIDE_MAX: u32 = 12_000;
/// The most pixels that are decoded: a good camera's. Decoded they take four bytes each.
pub const PIXELS_MAX: u64 = 40_000_000;
/// The most memory that a decoder may ask for, in bytes: a picture of [`PIXELS_MAX`] and as much again.
pub const DECODE_BYTES_MAX: u64 = 384 * 1024 * 1024;

/// What a picture file is, by its first bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

/// Why a file is not taken as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// More bytes than allowed, more pixels than [`PIXELS_MAX`] or a side above [`SIDE_MAX`].
    #[error("too_large")]
    TooLarge,
    /// Neither JPEG nor PNG nor WebP, or damaged.
    #[error("not_a_picture")]
    NotAPicture,
    /// It moves: more than one frame.
    #[error("moves")]
    Moves,
    /// It tells where it was taken.
    #[error("tells_place")]
    TellsPlace,
}

impl PictureFault {
    /// The refusal of the catalogue: 413 or 415, with the way out.
    #[must_use]
    pub fn refusal(self) -> Refusal {
        match self {
            Self::TooLarge => Refusal::new(Code::FileTooLarge),
            Self::NotAPicture | Self::Moves => Refusal::new(Code::UnsupportedMediaType),
            Self::TellsPlace => Refusal::new(Code::UnsupportedMediaType).field("place", "out_of_range"),
        }
    }
}

/// The kind of a file by its first bytes; none when it is no picture that is taken.
#[must_use]
pub fn kind_of(content: &[u8]) -> Option<Kind> {
    if content.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(Kind::Jpeg)
    } else if content.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(Kind::Png)
    } else if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP".as_slice()) {
        Some(Kind::Webp)
    } else {
        None
    }
}

/// Whether a file of at most [`FILE_BYTES_MAX`] is a picture within the bounds, by its head alone: width and height, as they are stored.
///
/// # Errors
/// The first [`PictureFault`] found.
pub fn check(content: &[u8]) -> Result<(u32, u32), PictureFault> {
    check_within(content, FILE_BYTES_MAX)
}

fn check_within(content: &[u8], bytes_max: usize) -> Result<(u32, u32), PictureFault> {
    if content.len() > bytes_max {
        return Err(PictureFault::TooLarge);
    }
    let kind = kind_of(content).ok_or(PictureFault::NotAPicture)?;
    let (width, height) = reader(content)?.into_dimensions().map_err(|_| PictureFault::NotAPicture)?;
    if width == 0 || height == 0 {
        return Err(PictureFault::NotAPicture);
    }
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if width > SIDE_MAX || height > SIDE_MAX || pixels > PIXELS_MAX {
        return Err(PictureFault::TooLarge);
    }
    if moves(kind, content) {
        return Err(PictureFault::Moves);
    }
    Ok((width, height))
}

/// Decodes a picture within the bounds and turns it upright.
///
/// # Errors
/// The first [`PictureFault`] found.
pub fn decode(content: &[u8]) -> Result<DynamicImage, PictureFault> {
    decode_within(content, FILE_BYTES_MAX)
}

fn decode_within(content: &[u8], bytes_max: usize) -> Result<DynamicImage, PictureFault> {
    check_within(content, bytes_max)?;
    let not = |_| PictureFault::NotAPicture;
    let mut decoder = reader(content)?.into_decoder().map_err(not)?;
    let turned = decoder.orientation().map_err(not)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(not)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// A picture as it is kept: upright, at most [`LONG_SIDE_MAX`] long, a JPEG with nothing beside the picture. It
/// is made of a file of at most [`ORIGINAL_BYTES_MAX`].
///
/// # Errors
/// The first [`PictureFault`] found.
pub fn shrink(content: &[u8]) -> Result<Vec<u8>, PictureFault> {
    rendition(&decode_within(content, ORIGINAL_BYTES_MAX)?, LONG_SIDE_MAX)
}

/// A JPEG of a picture, at most `long_side` pixels long and never larger than the picture. What is clear
/// becomes white.
///
/// # Errors
/// [`PictureFault::NotAPicture`] when it can't be scaled or encoded.
pub fn rendition(picture: &DynamicImage, long_side: u32) -> Result<Vec<u8>, PictureFault> {
    let flat = on_white(picture);
    let (width, height) = fitted(flat.width(), flat.height(), long_side);
    let small =
        if (width, height) == (flat.width(), flat.height()) { flat } else { scaled(flat, width, height)? };
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    encoder.encode_image(&small).map_err(|_| PictureFault::NotAPicture)?;
    Ok(jpeg)
}

/// Whether a file tells where it was taken (EXIF, the GPS directory).
#[must_use]
pub fn tells_place(content: &[u8]) -> bool {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(content));
    read.is_ok_and(|exif| exif.fields().any(|field| field.tag.context() == exif::Context::Gps))
}

fn reader(content: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureFault> {
    let guessed = ImageReader::new(Cursor::new(content)).with_guessed_format();
    let mut reader = guessed.map_err(|_| PictureFault::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(DECODE_BYTES_MAX);
    reader.limits(limits);
    Ok(reader)
}

/// Whether a file has more than one frame, by the chunks that say so.
fn moves(kind: Kind, content: &[u8]) -> bool {
    let has = |name: &[u8; 4]| content.windows(4).any(|window| window == name);
    match kind {
        Kind::Jpeg => false,
        Kind::Png => has(b"acTL"),
        Kind::Webp => has(b"ANIM") || has(b"ANMF"),
    }
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let mut flat = RgbImage::new(clear.width(), clear.height());
    for (to, from) in flat.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let over = |value: u8| {
            let (value, alpha) = (u16::from(value), u16::from(alpha));
            u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        to.0 = [over(red), over(green), over(blue)];
    }
    flat
}

/// Width and height scaled down so that the long side fits; at least one pixel each.
fn fitted(width: u32, height: u32, long_side: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= long_side {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(long_side) / u64::from(long);
        u32::try_from(side).unwrap_or(long_side).max(1)
    };
    (scaled(width), scaled(height))
}

fn scaled(picture: RgbImage, width: u32, height: u32) -> Result<RgbImage, PictureFault> {
    let (from_width, from_height) = picture.dimensions();
    let source = Image::from_vec_u8(from_width, from_height, picture.into_raw(), PixelType::U8x3);
    let source = source.map_err(|_| PictureFault::NotAPicture)?;
    let mut target = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut target, None).map_err(|_| PictureFault::NotAPicture)?;
    RgbImage::from_raw(width, height, target.into_vec()).ok_or(PictureFault::NotAPicture)
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;
    use image::{ImageEncoder as _, Rgb, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 7]));
        let mut file = Vec::new();
        let encoder = PngEncoder::new(&mut file);
        encoder.write_image(&picture, width, height, image::ExtendedColorType::Rgb8).unwrap();
        file
    }

    /// A TIFF header with one GPS field and the orientation "turn right", as cameras write it.
    fn exif_of_a_camera() -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
        let entry = |tag: u16, kind: u16, value: u32| {
            [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &1u32.to_be_bytes(), &value.to_be_bytes()].concat()
        };
        tiff.extend(2u16.to_be_bytes());
        tiff.extend(entry(0x0112, 3, 6 << 16));
        tiff.extend(entry(0x8825, 4, 38));
        tiff.extend(0u32.to_be_bytes());
        tiff.extend(1u16.to_be_bytes());
        tiff.extend(entry(0x0005, 1, 0));
        tiff.extend(0u32.to_be_bytes());
        tiff
    }

    /// A JPEG with what a camera writes beside the picture.
    fn photo(width: u32, height: u32) -> Vec<u8> {
        let plain = shrink(&png(width, height)).unwrap();
        let exif = exif_of_a_camera();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_photo_becomes_small_upright_and_silent() {
        let photo = photo(1_200, 800);
        assert!(tells_place(&photo));
        let kept = shrink(&photo).unwrap();
        assert!(!tells_place(&kept));
        assert!(!kept.windows(4).any(|window| window == b"Exif"));
        assert_eq!(kind_of(&kept), Some(Kind::Jpeg));
        assert_eq!(check(&kept), Ok((800, 1_200)), "turned as the camera said");
        assert_eq!(check(&shrink(&png(4_000, 1_000)).unwrap()), Ok((1_600, 400)));
        assert_eq!(check(&shrink(&png(3, 2)).unwrap()), Ok((3, 2)), "never larger");
    }

    #[test]
    fn what_is_clear_becomes_white() {
        let clear = DynamicImage::ImageRgba8(RgbaImage::new(8, 8));
        let jpeg = rendition(&clear, 320).unwrap();
        let shown = decode(&jpeg).unwrap().to_rgb8();
        assert!(shown.pixels().all(|pixel| pixel.0.iter().all(|value| *value > 250)));
    }

    #[test]
    fn what_is_no_picture_or_too_much_is_not_taken() {
        let mut animated = png(4, 4);
        animated.splice(33..33, *b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0");
        let mut torn = png(64, 64);
        torn.truncate(torn.len() / 2);
        let mut vast = png(4, 4);
        vast[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]); // 30,000 each way.
        for (name, file, expected) in [
            ("text", b"hello".to_vec(), PictureFault::NotAPicture),
            ("nothing", Vec::new(), PictureFault::NotAPicture),
            ("svg", b"<svg onload='x'/>".to_vec(), PictureFault::NotAPicture),
            ("gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), PictureFault::NotAPicture),
            ("a name only", b"\xff\xd8\xff".to_vec(), PictureFault::NotAPicture),
            ("torn", torn, PictureFault::NotAPicture),
            ("animated", animated, PictureFault::Moves),
            ("long", vec![0; ORIGINAL_BYTES_MAX + 1], PictureFault::TooLarge),
        ] {
            assert_eq!(shrink(&file).unwrap_err(), expected, "{name}");
        }
        assert_eq!(check(&vec![0; FILE_BYTES_MAX + 1]), Err(PictureFault::TooLarge));
        let refused = shrink(&vast).unwrap_err();
        assert!(matches!(refused, PictureFault::TooLarge | PictureFault::NotAPicture), "a bomb: {refused}");
    }

    proptest::proptest! {
        /// Whatever is in a file that looks like a picture, it is decided and nothing breaks.
        #[test]
        fn no_file_breaks_the_decoder(noise in proptest::collection::vec(0u8..=255, 0..400), kind in 0..3usize, at in 0..60usize) {
            let sound = [shrink(&png(16, 16)).unwrap(), png(16, 16), b"RIFF\x10\0\0\0WEBPVP8 ".to_vec()];
            let mut file = sound[kind].clone();
            let at = at.min(file.len());
            file.splice(at.., noise);
            let _ = shrink(&file);
        }
    }
}
