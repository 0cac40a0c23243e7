//! A server that says exactly the bytes it is told to, and breaks off where it is told to.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use crate::payloads;

/// What to do on a connection, one after the other. After the last step, whoever asks is signed in.
#[derive(Clone, Debug)]
pub enum Step {
    /// Read one request, its body included.
    Read,
    /// Wait for a whole request, and leave it unread: closing the connection then resets it.
    Leave,
    /// Write these bytes.
    Write(Bytes),
    /// Write these bytes again and again, until the client hangs up.
    Repeat(Bytes),
    /// Write these bytes again and again, with a little time in between, until the client hangs up.
    Drip(Bytes),
    /// Close the connection.
    Close,
    /// Do nothing until the client hangs up.
    Hold,
}

impl Step {
    pub fn write(bytes: impl Into<Bytes>) -> Self {
        Self::Write(bytes.into())
    }
}

/// A server on the loopback, each of whose first connections follows a script. On all others it signs in whoever asks.
/// Its threads end with their connections.
#[derive(Debug)]
pub struct RawServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    scripts: VecDeque<Vec<Step>>,
    /// First lines.
    requests: Vec<String>,
    /// Whole requests, as far as they were read.
    texts: Vec<String>,
    stopped: bool,
}

impl RawServer {
    /// Listens on a free port, with a script per connection.
    ///
    /// # Errors
    ///
    /// The operating system gives no port or no thread.
    pub fn start(scripts: impl IntoIterator<Item = Vec<Step>>) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let scripts = scripts.into_iter().collect();
        let state = Arc::new(Mutex::new(State { scripts, ..State::default() }));
        let shared = Arc::clone(&state);
        std::thread::Builder::new().name("raw-server".to_owned()).spawn(move || {
            for stream in listener.incoming() {
                let mut state = lock(&shared);
                if state.stopped {
                    break;
                }
                let script = state.scripts.pop_front().unwrap_or_default();
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || follow(BufReader::new(stream?), script, &shared));
            }
        })?;
        Ok(Self { address, state })
    }

    /// Adds a script for the next connection that has none yet.
    pub fn push(&self, script: Vec<Step>) {
        lock(&self.state).scripts.push_back(script);
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The first lines of the requests that have arrived, in order.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state).requests.clone()
    }

    /// The same requests as a whole, with headers and body.
    pub fn texts(&self) -> Vec<String> {
        lock(&self.state).texts.clone()
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        lock(&self.state).stopped = true;
        // It looks up only when somebody comes.
        drop(TcpStream::connect(self.address));
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn follow(mut stream: BufReader<TcpStream>, script: Vec<Step>, state: &Mutex<State>) -> std::io::Result<()> {
    for step in script {
        match step {
            Step::Read => {
                read(&mut stream, state)?;
            }
            Step::Leave => {
                wait_for_request(stream.get_ref())?;
                lock(state).requests.push("unread".to_owned());
            }
            Step::Write(bytes) => stream.get_mut().write_all(&bytes)?,
            Step::Repeat(bytes) => loop {
                stream.get_mut().write_all(&bytes)?;
            },
            Step::Drip(bytes) => loop {
                stream.get_mut().write_all(&bytes)?;
                std::thread::sleep(Duration::from_millis(10));
            },
            Step::Close => return Ok(()),
            Step::Hold => {
                stream.read_to_end(&mut Vec::new())?;
            }
        }
    }
    behave(stream, state)
}

/// Waits until a request is there from its first to its last byte, and takes none of them.
fn wait_for_request(stream: &TcpStream) -> std::io::Result<()> {
    let mut seen = vec![0; 1 << 16];
    loop {
        let count = stream.peek(&mut seen)?;
        let text = String::from_utf8_lossy(seen.get(..count).unwrap_or_default()).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(());
            }
        }
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn behave(mut stream: BufReader<TcpStream>, state: &Mutex<State>) -> std::io::Result<()> {
    while let Some(request) = read(&mut stream, state)? {
        let (status, body) = match request.starts_with("POST") {
            true => ("201 Created", payloads::signed_in().to_string()),
            false => ("200 OK", payloads::account().to_string()),
        };
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.get_mut().write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// The first line of the next request; `None` if the client has hung up.
fn read(stream: &mut BufReader<TcpStream>, state: &Mutex<State>) -> std::io::Result<Option<String>> {
    let (mut first, mut length, mut text) = (String::new(), 0, String::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        text.push_str(&line);
        if line == "\r\n" {
            break;
        }
        if first.is_empty() {
            first = line.trim_end().to_owned();
        }
    }
    let mut body = Vec::new();
    stream.take(length).read_to_end(&mut body)?;
    text.push_str(&String::from_utf8_lossy(&body));
    let mut state = lock(state);
    state.requests.push(first.clone());
    state.texts.push(text);
    Ok(Some(first))
}
