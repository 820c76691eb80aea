//! The gate for calls that may take long: without the GIL, with progress, and open to Ctrl-C.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::{Control, Result};

pyo3::import_exception!(corpusstats.exceptions, InternalError);

/// How long a signal may wait.
const POLL: Duration = Duration::from_millis(20);

/// Does `work` on a thread of its own while this one looks after signals and calls `progress` with the
/// amount done.
pub(super) fn run<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&Control) -> Result<T> + Send,
) -> PyResult<T> {
    run_and_convert(py, progress, |control| Ok(work(control)?))
}

/// The same for work that ends with making what Python gets, as the tables of long results take their time.
pub(super) fn run_and_convert<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&Control) -> PyResult<T> + Send,
) -> PyResult<T> {
    let control = Control::default();
    let control = &control;
    let (outcome, interruption) = py.detach(|| {
        thread::scope(|scope| {
            let (sender, receiver) = channel::<()>();
            let worker = scope.spawn(move || {
                // Dropped when the work ends, however it ends.
                let _sender = sender;
                work(control)
            });
            let mut interruption = None;
            while receiver.recv_timeout(POLL) == Err(RecvTimeoutError::Timeout) {
                if interruption.is_none()
                    && let Err(error) = Python::attach(|py| look_up(py, progress.as_ref(), control))
                {
                    control.stop();
                    interruption = Some(error);
                }
            }
            (worker.join(), interruption)
        })
    });
    if let Some(error) = interruption {
        return Err(error);
    }
    match outcome {
        Ok(result) => {
            let value = result?;
            if let Some(progress) = progress {
                progress.call1(py, (control.done(),))?;
            }
            Ok(value)
        }
        Err(panic) => match panic.downcast::<String>() {
            Ok(message) => Err(InternalError::new_err(*message)),
            Err(panic) => match panic.downcast::<&str>() {
                Ok(message) => Err(InternalError::new_err(*message)),
                Err(panic) => resume_unwind(panic),
            },
        },
    }
}

fn look_up(py: Python<'_>, progress: Option<&Py<PyAny>>, control: &Control) -> PyResult<()> {
    py.check_signals()?;
    if let Some(progress) = progress {
        progress.call1(py, (control.done(),))?;
    }
    Ok(())
}
