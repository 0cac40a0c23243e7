//! `multipart/form-data`.

use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use super::Part;

/// The body, and its media type with the boundary.
///
/// The boundary follows from the content: equal requests are equal byte by byte. One that occurs in the content is not
/// used.
pub(super) fn write(parts: &[Part]) -> (String, Bytes) {
    let mut body = Vec::new();
    let boundary = boundary(parts);
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\nContent-Disposition: form-data; ").as_bytes());
        body.extend_from_slice(format!("name=\"{}\"", quoted(&part.name)).as_bytes());
        if let Some(file_name) = &part.file_name {
            body.extend_from_slice(format!("; filename=\"{}\"", quoted(file_name)).as_bytes());
        }
        if let Some(media_type) = &part.media_type {
            body.extend_from_slice(format!("\r\nContent-Type: {media_type}").as_bytes());
        }
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(&part.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body.into())
}

fn boundary(parts: &[Part]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        part.name.hash(&mut hasher);
        part.content.hash(&mut hasher);
    }
    loop {
        let boundary = format!("plex-sdk-{:016x}", hasher.finish());
        if !parts.iter().any(|part| contains(&part.content, boundary.as_bytes())) {
            return boundary;
        }
        boundary.hash(&mut hasher);
    }
}

fn contains(text: &[u8], searched: &[u8]) -> bool {
    text.windows(searched.len()).any(|window| window == searched)
}

/// As browsers write names: only what would end them is escaped.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, content: &str) -> Part {
        let content = Bytes::copy_from_slice(content.as_bytes());
        Part { name: name.to_owned(), file_name: None, media_type: None, content }
    }

    #[test]
    fn parts_are_written_in_order() {
        let file = Part {
            file_name: Some("a\"b.png".to_owned()),
            media_type: Some("image/png".to_owned()),
            ..part("avatar", "PNG")
        };
        let (media_type, body) = write(&[part("na\r\nme", "x y"), file]);
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap_or_default();
        let expected = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"na%0D%0Ame\"\r\n\r\nx y\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a%22b.png\"\r\n\
             Content-Type: image/png\r\n\r\nPNG\r\n--{boundary}--\r\n"
        );
        assert_eq!(body, expected);
    }

    #[test]
    fn the_boundary_follows_from_the_content_and_is_not_in_it() {
        let first = boundary(&[part("a", "1")]);
        assert_eq!(first, boundary(&[part("a", "1")]));
        assert_ne!(first, boundary(&[part("a", "2")]));
        assert!(!contains(b"short", first.as_bytes()));
    }
}
