//! What ends a query: first the engine's own cancellation, and where that is not looked at, a way out. Oxigraph looks at
//! its token only where quads are fetched: a product of joined VALUES runs on for minutes, and there is no bound on
//! memory at all. So a second thread watches, cancels, waits for [`GRACE`], and then calls what it was given: in `cli`
//! that prints the reason and ends the process, which is safe because a store is opened read-only for queries.
//!
//! Time and memory are read by functions that `cli` hands in: this module touches neither clock nor system.

use oxigraph::sparql::CancellationToken;
use std::fmt;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a query that was cancelled for its time may take to notice.
pub const GRACE: Duration = Duration::from_secs(1);

/// The same for its memory, of which it may take a gigabyte a second.
pub const MEMORY_GRACE: Duration = Duration::from_millis(200);

/// How often the watchdog looks. What it counts is exact to about this.
const TICK: Duration = Duration::from_millis(20);

/// What a query may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Time for finding answers; waiting for whoever reads them does not count.
    pub timeout: Option<Duration>,
    /// Bytes of resident memory of the whole process.
    pub memory: Option<u64>,
    /// Rows (or statements) of the answer.
    pub rows: Option<usize>,
}

impl Default for Limits {
    /// Half a minute, 4 GiB, any number of rows.
    fn default() -> Self {
        Self { timeout: Some(Duration::from_secs(30)), memory: Some(4 << 30), rows: None }
    }
}

/// What the watchdog reads, handed in by whoever may look at clock and system.
pub struct Gauges {
    /// Time since any fixed moment; never goes back.
    pub clock: Box<dyn Fn() -> Duration + Send>,
    /// Resident memory of this process in bytes, where the system tells.
    pub memory: Box<dyn Fn() -> Option<u64> + Send>,
}

/// Which limit a query went over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// [`Limits::timeout`].
    Time(Duration),
    /// [`Limits::memory`].
    Memory {
        /// The limit, in bytes.
        limit: u64,
        /// What was in use.
        used: u64,
    },
}

impl Excess {
    fn grace(self) -> Duration {
        match self {
            Self::Time(_) => GRACE,
            Self::Memory { .. } => MEMORY_GRACE,
        }
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(limit) => {
                write!(f, "the query was stopped after {} s (--timeout); ask for less, or give it more time", limit.as_secs_f64())
            }
            Self::Memory { limit, used } => {
                let mib = |bytes: &u64| bytes / (1 << 20);
                write!(f, "the query was stopped at {} MiB of memory (the limit is {} MiB); ask for less", mib(used), mib(limit))
            }
        }
    }
}

/// Watches one query from [`Watchdog::start`] until it is dropped.
pub struct Watchdog {
    watch: Arc<Watch>,
    thread: Option<JoinHandle<()>>,
}

/// What the watching and the watched share.
#[derive(Default)]
pub(super) struct Watch {
    token: CancellationToken,
    excess: OnceLock<Excess>,
    /// Waiting for whoever reads the answer.
    outside: AtomicBool,
    over: Mutex<bool>,
    ended: Condvar,
}

impl Watchdog {
    /// Starts to watch. `give_up` is called at most once, in another thread, when a cancelled query does not end.
    pub fn start(limits: &Limits, gauges: Gauges, give_up: impl FnOnce(Excess) + Send + 'static) -> io::Result<Self> {
        let watch = Arc::new(Watch::default());
        let (shared, limits) = (Arc::clone(&watch), *limits);
        let thread = thread::Builder::new().name("watchdog".into()).spawn(move || shared.run(&limits, &gauges, give_up))?;
        Ok(Self { watch, thread: Some(thread) })
    }

    /// Watches nothing: for queries that are known to end.
    #[must_use]
    pub fn asleep() -> Self {
        Self { watch: Arc::default(), thread: None }
    }

    /// A writer during whose calls time does not count: a reader who pages through the answer is not the query's fault.
    pub fn outside<W: Write>(&self, inner: W) -> Outside<W> {
        Outside { inner, watch: Arc::clone(&self.watch) }
    }

    pub(super) fn token(&self) -> CancellationToken {
        self.watch.token.clone()
    }

    pub(super) fn watch(&self) -> Arc<Watch> {
        Arc::clone(&self.watch)
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        *self.watch.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.watch.ended.notify_all();
        if let Some(thread) = self.thread.take() {
            // Its panics are those of the functions handed in, and have been printed.
            let _ = thread.join();
        }
    }
}

impl Watch {
    /// Why the query was cancelled, if it was.
    pub(super) fn excess(&self) -> Option<Excess> {
        self.excess.get().copied()
    }

    fn run(&self, limits: &Limits, gauges: &Gauges, give_up: impl FnOnce(Excess)) {
        let mut spent = Duration::ZERO;
        let mut before = (gauges.clock)();
        let mut cancelled_at = None;
        loop {
            let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
            let (over, _) = self.ended.wait_timeout_while(over, TICK, |over| !*over).unwrap_or_else(PoisonError::into_inner);
            if *over {
                return;
            }
            drop(over);
            let now = (gauges.clock)();
            if !self.outside.load(Ordering::Relaxed) {
                spent += now.saturating_sub(before);
            }
            before = now;
            match cancelled_at {
                None => {
                    if let Some(excess) = excess(limits, spent, gauges) {
                        // Before the token: who sees the cancellation finds the reason.
                        let _ = self.excess.set(excess);
                        self.token.cancel();
                        cancelled_at = Some((spent, excess));
                    }
                }
                Some((at, excess)) if spent.saturating_sub(at) >= excess.grace() => return give_up(excess),
                Some(_) => {}
            }
        }
    }
}

fn excess(limits: &Limits, spent: Duration, gauges: &Gauges) -> Option<Excess> {
    if let Some(limit) = limits.timeout
        && spent >= limit
    {
        return Some(Excess::Time(limit));
    }
    let limit = limits.memory?;
    let used = (gauges.memory)()?;
    (used > limit).then_some(Excess::Memory { limit, used })
}

/// See [`Watchdog::outside`].
pub struct Outside<W> {
    inner: W,
    watch: Arc<Watch>,
}

impl<W> Outside<W> {
    fn waiting<T>(&mut self, call: impl FnOnce(&mut W) -> T) -> T {
        self.watch.outside.store(true, Ordering::Relaxed);
        let result = call(&mut self.inner);
        self.watch.outside.store(false, Ordering::Relaxed);
        result
    }
}

impl<W: Write> Write for Outside<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.waiting(Write::flush)
    }
}
