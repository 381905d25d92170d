//! What differs between departments, as people meet it: what a department does, what each kind of work needs, a department of
//! the organisation's own. Every world of these tests runs with `tests/data/catalogues/legal.toml`.

use liaison::app::{self, App};
use liaison::config::Settings;

use crate::world::{World, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn people_find_out_what_a_department_does_and_what_its_work_needs() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, jun, general) = (&world.mei, &world.jun, world.general);
        let shown = mei
            .runs(general, "/department show department:it")
            .await
            .text();
        for part in [
            "Work of this department",
            "**Backup** `backup` · 1 working day · proof",
            "What other departments can ask of it",
            "**General request** `general`",
        ] {
            assert!(shown.contains(part), "no {part} in {shown}");
        }
        let shown = jun
            .runs(general, "/department show department:ops")
            .await
            .text();
        for part in [
            "本部门的工作",
            "**漏洞修复** `vulnerability-fix` · 2 个工作日到90 个工作日 · 需凭证",
        ] {
            assert!(shown.contains(part), "no {part} in {shown}");
        }
        let help = mei.runs(general, "/help topic:restore-test").await.text();
        for part in [
            "Restore test",
            "passed or failed",
            "IT, Operations",
            "• Write down how long it took",
            "The report of the restore",
            "first monday of the month 10:00",
            "/task create department:it kind:restore-test",
        ] {
            assert!(help.contains(part), "no {part} in {help}");
        }
        let help = jun
            .runs(general, "/help topic:playbook:security-policy")
            .await
            .text();
        for part in [
            "运维部门 ↔ 安全部门",
            "双方负责人都要签署",
            "365 天后回顾",
            "playbook:security-policy",
        ] {
            assert!(help.contains(part), "no {part} in {help}");
        }
        let stages = jun.runs(general, "/help topic:招聘").await.text();
        assert!(stages.contains("已发布 → 简历筛选 → 面试"), "{stages}");
        let offered = jun.is_offered(general, "/help topic:hfyl", "topic").await;
        assert_eq!(offered, ["恢复演练（工作类型）"]);
        let offered = mei.is_offered(general, "/help topic:staff", "topic").await;
        assert_eq!(offered, ["Staffing (request)"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_twelfth_department_needs_no_line_of_code_and_a_broken_catalogue_starts_no_bot() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (mei, jun, general) = (&world.mei, &world.jun, world.general);
        mei.runs(general, "/department add key:legal name:Legal").await.shows("legal");
        world.settle().await;
        let shown = mei.runs(general, "/department show department:legal").await.text();
        for part in ["Legal", "**Contract review** `contract-review` · 2 working days to 5 working days · proof", "**Contract to be checked** `contract`"] {
            assert!(shown.contains(part), "no {part} in {shown}");
        }
        let help = jun.runs(general, "/help topic:法律咨询").await.text();
        assert!(help.contains("法务部门") && help.contains("事实已经完整"), "{help}");
        let welcome = world.post("legal", "Contracts, licences and legal questions");
        assert!(welcome.contains("[Join]"), "{welcome}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("broken.toml");
        std::fs::write(&file, "[[kind]]\nkey = \"seal\"\nof = \"moon\"\nen = \"Seal\"\nzh = \"盖章\"\nfinish = \"1d\"\n").unwrap();
        let settings = Settings { catalogue: Some(file.clone()), ..world.settings() };
        let options = app::Options { settings, clock: world.clock.clone() };
        let refused = format!("{:#}", App::start(options).await.err().unwrap());
        for part in ["LIAISON_CATALOGUE", "broken.toml", "line 1", "the department moon"] {
            assert!(refused.contains(part), "{refused}");
        }
    })
    .await;
}
