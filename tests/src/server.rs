//! The server: listens, records, answers.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::sync::oneshot;

use crate::memory::Memory;
use crate::{Recorded, plex};

/// A server on the loopback. It stops when it is dropped.
#[derive(Debug)]
pub struct StandIn {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Option<oneshot::Sender<()>>,
}

#[derive(Debug, Default)]
struct State {
    requests: Vec<Recorded>,
    scripted: HashMap<(Method, String), Answer>,
    connections: usize,
    /// Answers that are given once, before all others.
    once: HashMap<(Method, String), VecDeque<Answer>>,
    memory: Memory,
}

impl State {
    fn answer(&mut self, request: &Recorded) -> Answer {
        let key = (request.method.clone(), request.path.clone());
        if let Some(answer) = self.once.get_mut(&key).and_then(VecDeque::pop_front) {
            return answer;
        }
        let scripted = self.scripted.get(&key).cloned();
        scripted.or_else(|| self.memory.answer(request)).unwrap_or_else(|| plex::answer(request))
    }
}

/// What to answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<&'static str>,
    pub body: Bytes,
    /// Announce this many bytes more than are sent, and close.
    pub cut_short_by: usize,
}

impl Answer {
    pub fn json(status: u16, body: impl ToString) -> Self {
        Self::new(status, Some("application/json; charset=utf-8"), body.to_string())
    }

    pub fn html(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, Some("text/html"), body.into())
    }

    pub fn new(status: u16, content_type: Option<&'static str>, body: impl Into<Bytes>) -> Self {
        Self { status, content_type, body: body.into(), cut_short_by: 0 }
    }

    pub fn empty(status: u16) -> Self {
        Self::new(status, None, Bytes::new())
    }

    /// The body ends before the length that was announced.
    #[must_use]
    pub fn cut_short(mut self) -> Self {
        self.cut_short_by = 7;
        self
    }
}

impl StandIn {
    /// Listens on a free port of the loopback, and behaves like Plex until told otherwise.
    ///
    /// # Errors
    ///
    /// The operating system gives no port or no thread.
    pub fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let shared = Arc::clone(&state);
        std::thread::Builder::new().name("stand-in".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = accept(listener, shared) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { address, state, stop: Some(stop) })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers this to that method and path from now on.
    pub fn answer(&self, method: Method, path: &str, answer: Answer) {
        self.state().scripted.insert((method, path.to_owned()), answer);
    }

    /// Answers this to the next request of that method and path, after what was set so before.
    pub fn answer_once(&self, method: Method, path: &str, answer: Answer) {
        self.state().once.entry((method, path.to_owned())).or_default().push_back(answer);
    }

    /// The user confirms the code of a PIN in a browser. Whether a PIN with this code was waiting.
    pub fn confirm_pin(&self, code: &str) -> bool {
        self.state().memory.confirm(code)
    }

    /// The user confirms each PIN after it was asked for this often.
    pub fn confirm_pins_after(&self, questions: u32) {
        self.state().memory.confirms_after = Some(questions);
    }

    /// All PINs there are expire.
    pub fn expire_pins(&self) {
        self.state().memory.expire_pins();
    }

    /// The user withdraws a token in the list of authorized devices.
    pub fn withdraw(&self, token: &str) {
        self.state().memory.withdraw(token);
    }

    /// Whether a token was withdrawn.
    pub fn is_withdrawn(&self, token: &str) -> bool {
        self.state().memory.is_withdrawn(token)
    }

    /// What has arrived, in order.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        self.state().connections
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Nobody listens any more where the thread has ended already.
            let _ = stop.send(());
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, state: Arc<Mutex<State>>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let local = tokio::task::LocalSet::new();
    local
        .run_until(async {
            while let Ok((stream, _)) = listener.accept().await {
                lock(&state).connections += 1;
                let state = Arc::clone(&state);
                tokio::task::spawn_local(async move {
                    let service = hyper::service::service_fn(|request| serve(request, &state));
                    let connection = hyper::server::conn::http1::Builder::new();
                    // A client that hangs up is none of the server's business.
                    let _ = connection.serve_connection(TokioIo::new(stream), service).await;
                });
            }
        })
        .await;
}

async fn serve(request: Request<Incoming>, state: &Mutex<State>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let recorded = Recorded {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body: body.collect().await.map(|body| body.to_bytes()).unwrap_or_default(),
    };
    let mut state = lock(state);
    let answer = state.answer(&recorded);
    state.requests.push(recorded);
    Ok(response(answer))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let length = answer.body.len() + answer.cut_short_by;
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(content_type) = answer.content_type {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if answer.cut_short_by > 0 {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}
