//! Where things are.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the workspace that this binary was started from, or else built in.
pub fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let parent = Path::new(&manifest).parent().context("xtask is not inside a workspace")?;
    Ok(parent.to_path_buf())
}

/// The way from one folder to another, with `/` on every system. Both must be absolute.
pub fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (steps(from), steps(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    let down = to.iter().skip(common).map(|component| component.as_os_str().to_string_lossy().into_owned());
    let steps: Vec<String> = up.chain(down).collect();
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// The components of a path, without those that lead up again.
fn steps(path: &Path) -> Vec<Component<'_>> {
    path.components().fold(Vec::new(), |mut steps, component| {
        match (component, steps.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                steps.pop();
            }
            _ => steps.push(component),
        }
        steps
    })
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_relative_path_goes_up_to_the_common_folder_and_down_again() {
        assert_eq!(relative(Path::new("/a/b/c"), Path::new("/a/d")), "../../d");
        assert_eq!(relative(Path::new("/a"), Path::new("/a/d/e")), "d/e");
        assert_eq!(relative(Path::new("/a"), Path::new("/a")), ".");
        assert_eq!(relative(Path::new("/a/b/../c/./d"), Path::new("/a/b")), "../../b");
    }
}
