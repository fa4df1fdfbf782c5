// What a result is called; the same words as on the server's page.
const said = {
  VALID_LIVE: ['有效', '动态码，刚刚生成。请核对照片与本人。'],
  VALID_STATIC: ['有效', '静态码：请比对照片与本人。'],
  STALE_LIVE: ['截图', '这是截图或旧的动态码。请持证人当面打开。'],
  WRONG_POST: ['岗位不符', '证书有效，但不是这个岗位的。'],
  SUSPENDED: ['已暂停', '现在不可上岗，请联系单位安全管理员。'],
  SUPERSEDED: ['已换发', '已换发或已挂失，请持证人出示新证。'],
  NOT_YET: ['未生效', '还没到生效日期，现在不可上岗。'],
  EXPIRED: ['已过期', '证书已过期，不可上岗。'],
  REVOKED: ['已吊销', '证书已吊销，不可上岗。'],
  FORGED: ['伪造', '不是本平台签发的证书，请记录并上报。'],
  FORGED_KEY_ALARM: ['伪造', '不是本平台签发的证书，请记录并上报。'],
  MALFORMED: ['无效码', '二维码损坏或伪造，请换一张再扫。'],
  NOT_OURS: ['非本平台', '不是本平台的证书二维码，不要打开它指向的网址。'],
  KEY_UNKNOWN: ['未确认', '需要联网更新密钥，再扫一次。'],
  KEY_REVOKED: ['未确认', '签发密钥已停用，须联网核验。'],
  STATUS_UNKNOWN: ['未确认', '暂时查不到状态，请联网后再扫。'],
};

const because = {
  clock: '本机时间不对，比服务器慢。请先调准手机时间。',
  noList: '本机没有这个季度的名单，请联网更新后再扫。',
  oldList: '名单超过 72 小时，无法确认状态，请联网后再扫。',
  range: '名单里没有这个编号，请联网后再扫。',
  aging: '证书真实、未过期；是否吊销未确认，请联网更新名单。重点岗位联网前不得上岗。',
  photo: '证书有效，照片未核实：请核对身份证件。',
  compare: '证书有效。照片上的人和面前的人是同一个吗？',
  different: '来的不是持证人，不可上岗。请留存证件并上报。',
};

/** The word in giant letters and the sentence below it. */
export function wordsOf({ result, because: why, tone }) {
  if (why === 'different') return { word: '人证不符', advice: because.different };
  if (why === 'compare') return { word: '比对照片', advice: because.compare };
  const [word, advice] = said[result] ?? said.STATUS_UNKNOWN;
  if (tone === 'check') return { word: why === 'aging' ? '待联网' : '核对证件', advice: because[why] };
  return { word, advice: because[why] ?? advice };
}

/** 2 小时前, 3 分钟前. */
export function ago(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} 小时前` : `${Math.floor(hours / 24)} 天前`;
}

const clockOf = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const momentOf = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const clockText = instant => clockOf.format(instant);
export const momentText = instant => momentOf.format(instant);

/** 2027-09-30（还有 180 天）. */
export function expiryText(day, text, today) {
  const left = day - today;
  return left < 0 ? `${text}（已过期 ${-left} 天）` : left === 0 ? `${text}（今天最后一天）` : `${text}（还有 ${left} 天）`;
}

export const syncWords = {
  offline: '没有信号，联网后自动同步。记录都在本机，不会丢。',
  signIn: '请登录后再同步。记录都在本机，不会丢。',
  another: '有记录是别的检查人员做的，请本人登录后同步。记录都在本机，不会丢。',
  forbidden: '这个账号不是检查人员，不能同步。请换检查人员的账号登录。',
  trouble: '服务器暂时收不下，过一会儿再试。记录都在本机，不会丢。',
};

export const noSignal = '没有信号。请到有信号的地方再下载。';
