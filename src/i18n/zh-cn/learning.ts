// What use has taught, as leads read it, and what a draft of an article says besides the words of the ticket.
import type { Part } from '../catalogue.ts';
import type { learning as english } from '../en/learning.ts';

export const learning = {
  'learning.unanswered.title': '我们没答上的问题',
  'learning.unanswered.text':
    '最近 {days} 天内没有找到合适答案的问题，次数最多的在前。能识别的姓名、地址和号码已隐藏。',
  'learning.unanswered.newest':
    '最新的 {count} 个没有找到合适答案的问题，其中最早的是 {when}，次数最多的在前，更早的未计入。能识别的姓名、地址和号码已隐藏。',
  'learning.unanswered.empty': '最近 {days} 天内，没有问题缺少合适的答案。',
  'learning.unanswered.more': '{count, plural, other {还有 # 组未显示。}}',
  'learning.group.asked': '{count, plural, other {被问 # 次}}，最近一次 {when}',
  'learning.group.from': '{count, plural, other {# 个客户}} · {languages}',
  'learning.group.quote': '“{text}”',
  'learning.group.nothing-found': '没有找到：{count}',
  'learning.group.nothing-chosen': '没有选择：{count}',
  'learning.group.refuted': '文章没有帮助：{count}',
  'learning.group.nearest': '最接近的文章：{title}',

  'learning.weak.title': '没帮上忙的文章',
  'learning.weak.text':
    '最近 {days} 天内所显示文章的结果，最差的在前。24 小时内没有再询问即视为问题结束，但并未得到确认。',
  'learning.weak.empty': '最近 {days} 天内，没有哪篇文章明显比其他文章更常失败。',
  'learning.weak.name': '{title} · {language}',
  'learning.weak.share': '{count, plural, other {显示 # 次}}，其中 {share, number, percent} 的问题到此结束',
  'learning.weak.confirmed': '有帮助：{count}',
  'learning.weak.assumed': '没有回应：{count}',
  'learning.weak.refuted': '没有帮助：{count}',
  'learning.weak.returned': '一天内再次询问：{count}',
  'learning.weak.left': '转向人工或其他文章：{count}',

  'draft.ready':
    '下一条消息是根据 #{number} 生成的文章草稿。请复制它，删去不应让他人知道的内容并加以修改，然后保存为 KNOWLEDGE_DIR 所指文件夹中的 {file}。',
  'draft.summary': '出现以下情况时该怎么做：{title}。',
  'draft.step.check': '确认是同样的问题：{symptom}。',
  'draft.step.again': '再试一次之前不成功的操作。',
  'draft.stop': '如果您屏幕上的内容不同，或者这样做没有帮助，请停止操作并联系人工支持。',
} as const satisfies Part<typeof english>;
