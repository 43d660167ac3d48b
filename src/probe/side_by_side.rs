//! Several pieces of work at once in one task: nothing is spawned, so dropping the probe ends them all.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// A piece of work.
pub(super) type Work<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does all of it; the results are in the order of the work. Meant for tens, not thousands.
pub(super) async fn all<T: Send>(work: Vec<Work<'_, T>>) -> Vec<T> {
    let mut running: Vec<(Option<Work<'_, T>>, Option<T>)> =
        work.into_iter().map(|work| (Some(work), None)).collect();
    poll_fn(|cx| {
        let mut waiting = false;
        for (work, result) in &mut running {
            let Some(future) = work else { continue };
            match future.as_mut().poll(cx) {
                Poll::Ready(output) => {
                    *result = Some(output);
                    *work = None;
                }
                Poll::Pending => waiting = true,
            }
        }
        if waiting { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    running.into_iter().filter_map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn results_keep_their_order() {
        let slow: Work<'_, u8> = Box::pin(async {
            tokio::task::yield_now().await;
            1
        });
        let quick: Work<'_, u8> = Box::pin(async { 2 });
        assert_eq!(all(vec![slow, quick]).await, [1, 2]);
    }
}
