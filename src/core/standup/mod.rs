//! standup
use crate::core::{Act, Error, Reply};
use crate::jobs::Due;
use crate::outbox::Event;
use crate::store::Tx;

pub(crate) async fn act(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    todo!()
}
pub(crate) async fn on_timer(tx: &mut Tx, due: &Due) -> anyhow::Result<()> {
    todo!()
}
pub(crate) async fn on_event(tx: &mut Tx, event: &Event) -> anyhow::Result<()> {
    todo!()
}
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &crate::core::org::Department,
    lang: crate::i18n::Lang,
    from: crate::clock::At,
    to: crate::clock::At,
) -> anyhow::Result<Option<crate::core::Section>> {
    todo!()
}
