// The page's own words, in both languages.
const WORDS = {
  en: {
    who: 'I am', language: 'Language', clock: 'Clock', plus15: '+15 min', plus60: '+1 h', morning: 'Next morning', due: 'Next thing due',
    theme: 'Light or dark', keys: 'Keyboard', channels: 'Channels', direct: 'Direct messages', newest: 'Newest ↓', send: 'Send', attach: 'Choose a file',
    say: 'Message #{0}, or / for commands', bot: 'BOT', edited: '(edited)', only: 'Only you can see this', dismiss: 'Dismiss', thinking: '{0} is thinking…',
    failed: 'The application did not respond.', empty: 'Nothing here yet.', tips: 'What to try first', hide: 'Hide', cancel: 'Cancel', submit: 'Submit',
    required: 'Please fill this in.', menu: 'More about this message', copy: 'Copy text', optional: 'optional', need: 'required', choose: 'Choose…',
    thread: 'Open thread', users: 'People', lost: 'The connection is lost; trying again.', back: 'Connected again.', used: '{0} used {1}', apply: 'Apply',
    help: [['/', 'begin a command'], ['Tab ⏎', 'take a suggestion'], ['↑ ↓', 'go through suggestions'], ['Esc', 'close'], ['Alt ↑ ↓', 'other channel'], ['⋯ / right click', 'commands for a message']],
  },
  zh: {
    who: '我是', language: '语言', clock: '时钟', plus15: '+15 分钟', plus60: '+1 小时', morning: '次日早晨', due: '下一件到期的事',
    theme: '浅色或深色', keys: '键盘', channels: '频道', direct: '私信', newest: '最新 ↓', send: '发送', attach: '选择文件',
    say: '在 #{0} 发消息，输入 / 使用命令', bot: '机器人', edited: '（已编辑）', only: '只有你能看到', dismiss: '关闭', thinking: '{0} 正在处理…',
    failed: '应用没有响应。', empty: '这里还没有内容。', tips: '先试试这些', hide: '收起', cancel: '取消', submit: '提交',
    required: '请填写此项。', menu: '更多操作', copy: '复制文字', optional: '可选', need: '必填', choose: '请选择…',
    thread: '打开子区', users: '成员', lost: '连接断开，正在重试。', back: '已重新连接。', used: '{0} 使用了 {1}', apply: '应用',
    help: [['/', '开始输入命令'], ['Tab ⏎', '采用建议'], ['↑ ↓', '选择建议'], ['Esc', '关闭'], ['Alt ↑ ↓', '切换频道'], ['⋯ / 右键', '消息命令']],
  },
};
let locale = 'en-US';
export const setLocale = (l) => { locale = l; };
export const getLocale = () => locale;
export const t = (key, ...args) => {
  const text = WORDS[locale.startsWith('zh') ? 'zh' : 'en'][key];
  return typeof text === 'string' ? text.replace(/\{(\d)\}/g, (_, n) => args[n] ?? '') : text;
};
// A name or description of a command, option or choice in the chosen language.
export const named = (thing) => thing.name_localizations?.[locale] ?? thing.name;
export const described = (thing) => thing.description_localizations?.[locale] ?? thing.description ?? '';
