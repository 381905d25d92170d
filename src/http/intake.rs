//! Requests that wait at the same time are stored together: one transaction, one commit, and then an answer to each.
//!
//! Each workspace has a queue. While a transaction runs the next ones gather behind it, so a single request waits for nothing and a flood
//! costs few commits. Nobody is answered before the commit that holds their alerts. A full queue asks senders to come again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc, oneshot};

use crate::chat::WorkspaceId;
use crate::core::alert::{self, Answer, Received};
use crate::store::Store;

/// Reports of one transaction, about.
const TOGETHER: usize = 512;
/// Requests that may wait in one workspace.
const WAITING: usize = 4_096;

/// Why there is no answer: the sender should come again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Later {
    /// Too much waits already.
    Full,
    /// The database does not take it.
    Failed,
}

struct Waiting {
    request: Received,
    answered: oneshot::Sender<Result<Answer, Later>>,
}

/// The queues. Cheap to clone.
#[derive(Clone)]
pub(super) struct Intake {
    store: Store,
    queues: Arc<Mutex<HashMap<WorkspaceId, mpsc::Sender<Waiting>>>>,
}

impl Intake {
    pub(super) fn new(store: Store) -> Intake {
        Intake {
            store,
            queues: Arc::default(),
        }
    }

    /// Stores a request; returns after the commit.
    pub(super) async fn store(
        &self,
        workspace: WorkspaceId,
        request: Received,
    ) -> Result<Answer, Later> {
        let (answered, answer) = oneshot::channel();
        let waiting = Waiting { request, answered };
        let queue = self.queue(workspace);
        queue.try_send(waiting).or(Err(Later::Full))?;
        answer.await.unwrap_or(Err(Later::Failed))
    }

    fn queue(&self, workspace: WorkspaceId) -> mpsc::Sender<Waiting> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(workspace).or_insert_with(|| {
            let (queue, waiting) = mpsc::channel(WAITING);
            tokio::spawn(serve(self.store.clone(), workspace, waiting));
            queue
        });
        if queue.is_closed() {
            let (again, waiting) = mpsc::channel(WAITING);
            tokio::spawn(serve(self.store.clone(), workspace, waiting));
            *queue = again;
        }
        queue.clone()
    }
}

/// Ends when the server does: nobody can send any more.
async fn serve(store: Store, workspace: WorkspaceId, mut queue: mpsc::Receiver<Waiting>) {
    while let Some(first) = queue.recv().await {
        let mut reports = first.request.reports.len();
        let mut together = vec![first];
        while reports < TOGETHER
            && let Ok(next) = queue.try_recv()
        {
            reports += next.request.reports.len();
            together.push(next);
        }
        let (requests, waiting): (Vec<Received>, Vec<_>) = together
            .into_iter()
            .map(|w| (w.request, w.answered))
            .unzip();
        let answers = take(&store, workspace, requests).await;
        for (answered, answer) in waiting.into_iter().zip(answers) {
            // A sender who has gone does not need it.
            drop(answered.send(answer));
        }
    }
}

/// All of them; if that fails each by itself, so that one does not fail the others.
async fn take(
    store: &Store,
    workspace: WorkspaceId,
    requests: Vec<Received>,
) -> Vec<Result<Answer, Later>> {
    match store.run(workspace, alert::receive, &requests).await {
        Ok(answers) => return answers.into_iter().map(Ok).collect(),
        Err(error) => tracing::error!(
            workspace.id = workspace.0,
            requests = requests.len(),
            error = format!("{error:#}"),
            "what was received could not be stored"
        ),
    }
    if requests.len() == 1 {
        return vec![Err(Later::Failed)];
    }
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        let alone = store.run(workspace, alert::receive, &vec![request]).await;
        let answer = alone.ok().and_then(|mut answers| answers.pop());
        answers.push(answer.ok_or(Later::Failed));
    }
    answers
}
