/**
 * @file Lesson rules: what an open lesson hides and locks. The rules are pure functions, used for running commands and
 * by all views.
 */
import { lessonRulesText } from '../../messages/en/lesson'
import { type Args, type Message, message } from '../../messages/message'
import { isAlwaysAvailable } from '../../compile/lesson'
import { PAGE_IDS, type PageId } from '../../messages/en/shell/pages'
import type { Lesson, LessonStart, ProjectContent } from '../../compile/project'
import { blockOf } from '../../graph/block'
import type { DrawnNode, Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { AppState } from '../state'

type LessonState = Pick<AppState, 'project' | 'lessonPreview'>

/** The active lesson, and the content that "Start over" restores. */
export interface LessonOn {
  readonly lesson: Lesson
  readonly start: LessonStart
}

/** The groups of commands that a lesson can hide, by id. Teachers see them as checkboxes. */
export const COMMAND_GROUPS = lessonRulesText.commands

export type CommandGroup = keyof typeof COMMAND_GROUPS

/** Exceptions: commands that do not belong to the group that the first part of their id implies. */
const OWN_GROUP: Readonly<Record<string, CommandGroup>> = {
  'graph.connect': 'wires',
  'graph.disconnect': 'wires',
  'graph.reconnect': 'wires',
  'graph.set': 'params',
  'graph.setMany': 'params',
  'graph.rename': 'names',
  'graph.move': 'arrange',
  'graph.tidy': 'arrange',
  'graph.stopTidy': 'arrange',
  'graph.snap': 'arrange',
  'graph.fix': 'fixes',
  'graph.takeOver': 'compare',
  'graph.diff': 'compare',
  'view.changes': 'compare',
  'view.sideBySide': 'compare',
  'view.blocks': 'blocks',
  'view.code': 'code',
  'view.cost': 'cost',
  'view.heat': 'cost',
  'run.sanity': 'insight',
  'run.forecast': 'insight',
  'run.profile': 'insight',
  'machine.parity': 'insight',
}
const NOUN_GROUP: Readonly<Record<string, CommandGroup>> = {
  graph: 'layers',
  clip: 'layers',
  note: 'notes',
  block: 'blocks',
  library: 'blocks',
  data: 'data',
  plan: 'plan',
  run: 'train',
  code: 'code',
  machine: 'machine',
  ...Object.fromEntries(
    [
      'service',
      'scenario',
      'registry',
      'canary',
      'slo',
      'incident',
      'labels',
      'retraining',
      'policies',
      'drill',
      'postmortem',
    ].map((noun) => [noun, 'operate' as const]),
  ),
}
const ARRANGING = /^graph\.(align|distribute|nudge|arrange)\b/
/**
 * Commands in no group: most change nothing or export something; `graph.edit` is restricted by the commands that its
 * edits correspond to.
 */
const OF_NO_GROUP: ReadonlySet<string> = new Set([
  ...['clip.copy', 'graph.edit', 'graph.picture', 'graph.read'],
  ...[
    'run.evaluate',
    'data.cancel',
    'data.look',
    'data.report',
    'data.profile',
    'data.stopLooking',
    'data.answer',
    'library.export',
    'note.close',
    'block.leave',
  ],
])

/** The active lesson: either the user is learning it, or its teacher is previewing it as a learner. */
export function lessonOn({ project: { lesson }, lessonPreview }: LessonState): LessonOn | undefined {
  const start = lesson?.start ?? lessonPreview
  return lesson && start ? { lesson, start } : undefined
}

/** An imported project, reset to the state that its lesson stores for learners to start from. */
export function begun(content: ProjectContent): ProjectContent {
  const { lesson, networks, data, plan } = content
  const [network] = networks
  if (!lesson || lesson.start || !network) return content
  return { ...content, lesson: { ...lesson, start: { drawing: network.drawing, data, plan } } }
}

/** The state changes to make when a lesson starts, which close everything that the lesson hides. */
export function lessonSettles(state: AppState): Partial<AppState> {
  if (!lessonOn(state)) return {}
  const room = hidesPage(state, state.room) ? PAGE_IDS.find((one) => !hidesPage(state, one)) : undefined
  const { sidePanel } = state
  const isSidePanelHidden = sidePanel !== null && hidesCommand(state, `view.${sidePanel}`)
  return {
    ...(room ? { room } : {}),
    ...(isSidePanelHidden ? { sidePanel: null } : {}),
    ...(hidesCommand(state, 'view.heat') ? { heat: null } : {}),
  }
}

/** The group that hides a command; undefined if the command can only be hidden by its id, or not at all. */
export function groupOf(id: string): CommandGroup | undefined {
  if (isAlwaysAvailable(id) || OF_NO_GROUP.has(id)) return undefined
  if (ARRANGING.test(id)) return 'arrange'
  const [noun = ''] = id.split('.')
  return (
    (Object.hasOwn(OWN_GROUP, id) ? OWN_GROUP[id] : undefined) ??
    (Object.hasOwn(NOUN_GROUP, noun) ? NOUN_GROUP[noun] : undefined)
  )
}

/** Whether the active lesson hides a command. */
export function hidesCommand(state: LessonState, id: string): boolean {
  const on = lessonOn(state)
  return on !== undefined && hides(on.lesson, id)
}

/** The commands that are not hidden, for toolbar, menus, palette, and shortcuts. */
export function shownCommands<C extends { readonly id: string }>(state: LessonState, list: readonly C[]): readonly C[] {
  return lessonOn(state) ? list.filter(({ id }) => !hidesCommand(state, id)) : list
}

/** Whether the active lesson hides a page. */
export function hidesPage(state: LessonState, room: PageId): boolean {
  return lessonOn(state)?.lesson.hides?.pages?.includes(room) ?? false
}

/** Whether the active lesson hides a parameter of a layer kind. */
export function hidesParam(state: LessonState, kind: string, name: string): boolean {
  const on = lessonOn(state)
  return on !== undefined && paramHidden(on.lesson, kind, name)
}

/** Whether the active lesson locks a node of the top level. */
export function isLocked(state: LessonState & Pick<AppState, 'inside'>, node: string): boolean {
  return lockedNodes(state).includes(node)
}

const NONE: readonly string[] = []

/** The locked nodes of the visible level. */
export function lockedNodes(state: LessonState & Pick<AppState, 'inside'>): readonly string[] {
  return state.inside.length === 0 ? (lessonOn(state)?.lesson.locked ?? NONE) : NONE
}

/** Why the active lesson does not allow a command; undefined if it does. */
export function lessonRefusal(
  state: LessonState,
  { id, title }: { readonly id: string; readonly title: string },
  args: object,
): Message | undefined {
  const on = lessonOn(state)
  if (!on) return undefined
  if (hides(on.lesson, id)) return message('lesson-hides', { title })
  if (id === 'graph.edit' && 'edits' in args && Array.isArray(args.edits)) {
    const hidden = (args.edits as readonly Edit[]).map(groupOfEdit).find((group) => hidesGroup(on.lesson, group))
    if (hidden) return message('lesson-hides', { title: COMMAND_GROUPS[hidden] })
  }
  if (id === 'run.start' || id === 'run.goOn') {
    const { steps, progress } = on.lesson
    const predict = steps?.[progress?.step ?? 0]?.predict
    const isOpen = !progress?.answers.some(({ step, predicted }) => step === progress.step && predicted !== undefined)
    if (predict && isOpen) return message('lesson-predict-first', { question: predict.question })
  }
  if (id === 'room.open' && 'room' in args && hidesPage(state, args.room as PageId))
    return message('lesson-hides-page', { page: args.room as PageId })
  return undefined
}

/** Why the active lesson does not allow a change to the drawing; undefined if it does. */
export function lessonForbids(state: LessonState, before: Drawing, after: Drawing): Message | undefined {
  const on = lessonOn(state)
  return on && (lockedChange(on.lesson, before, after) ?? hiddenChange(on.lesson, before, after))
}

function hides(lesson: Lesson, id: string): boolean {
  if (isAlwaysAvailable(id)) return false
  const hidden = lesson.hides?.commands
  if (!hidden || hidden.length === 0) return false
  return hidden.includes(id) || hidesGroup(lesson, groupOf(id))
}

function hidesGroup(lesson: Lesson, group: CommandGroup | undefined): boolean {
  return group !== undefined && (lesson.hides?.commands?.includes(group) ?? false)
}

function paramHidden({ hides }: Lesson, kind: string, name: string): boolean {
  return hides?.params?.some((hidden) => hidden === name || hidden === `${kind}.${name}`) ?? false
}

function groupOfEdit(edit: Edit): CommandGroup {
  switch (edit.type) {
    case 'add':
    case 'remove':
    case 'replace':
      return 'layers'
    case 'connect':
    case 'disconnect':
      return 'wires'
    case 'move':
      return 'arrange'
    case 'rename':
      return 'names'
    case 'set':
      return 'params'
    case 'note':
    case 'unnote':
      return 'notes'
    case 'block':
    case 'forget':
      return 'blocks'
    case 'inside':
      return groupOfEdit(edit.edit)
    default:
      return edit satisfies never
  }
}

/** The first locked node that was changed or connected differently. */
function lockedChange({ locked = [] }: Lesson, before: Drawing, after: Drawing): Message | undefined {
  for (const id of locked) {
    const was = nodeOf(before, id)
    if (!was) continue
    const what = changeOf(was, before, after)
    if (what) return message('lesson-locked', { node: was.label, what })
  }
  return undefined
}

function changeOf(was: DrawnNode, before: Drawing, after: Drawing): Args<'lesson-locked'>['what'] | undefined {
  const is = nodeOf(after, was.id)
  if (!is) return 'removed'
  if (is !== was) {
    if (is.kind !== was.kind || !same(is.params, was.params)) return 'changed'
    if (is.label !== was.label) return 'renamed'
    // An inserted node may push others aside, so a changed position is allowed in that case.
    if (!same(is.position, was.position) && !after.nodes.some(({ id }) => !nodeOf(before, id))) return 'moved'
  }
  if (before.wires !== after.wires && wiresAt(before, was.id) !== wiresAt(after, was.id)) return 'rewired'
  return same(blocksWithin(before, was), blocksWithin(after, is)) ? undefined : 'changed inside'
}

/**
 * Reports the first node, including nodes inside blocks, with a changed hidden parameter. A node whose kind was changed
 * does not count.
 */
function hiddenChange(lesson: Lesson, before: Drawing, after: Drawing): Message | undefined {
  if (!lesson.hides?.params?.length) return undefined
  const levels = [
    [before.nodes, after.nodes],
    ...Object.values(before.blocks ?? {}).map((block) => [
      block.inside.nodes,
      after.blocks?.[block.id]?.inside.nodes ?? [],
    ]),
  ]
  for (const [nodes = [], now = []] of levels) {
    if (nodes === now) continue
    const known = new Map(now.map((node) => [node.id, node]))
    for (const was of nodes) {
      const is = known.get(was.id)
      if (!is || is === was || is.kind !== was.kind) continue
      const names = [...new Set([...Object.keys(was.params), ...Object.keys(is.params)])]
      const param = names.find(
        (name) => paramHidden(lesson, is.kind, name) && !same(is.params[name] ?? null, was.params[name] ?? null),
      )
      if (param !== undefined) return message('lesson-hides-param', { node: was.label, param })
    }
  }
  return undefined
}

function nodeOf(drawing: Drawing, id: string): DrawnNode | undefined {
  return drawing.nodes.find((node) => node.id === id)
}

/** The connections of a node, without the ids of the wires. */
function wiresAt({ wires }: Drawing, id: string): string {
  return wires
    .filter(({ from, to }) => from === id || to === id)
    .map(({ from, out = 0, to, port }) => `${from} ${out} ${to} ${port}`)
    .sort()
    .join('\n')
}

/** The blocks used by a node, including nested ones. */
function blocksWithin(drawing: Drawing, node: DrawnNode): readonly unknown[] {
  const found = new Set<object>()
  const left = [node]
  for (let next = left.pop(); next; next = left.pop()) {
    const block = blockOf(drawing, next)
    if (!block || found.has(block)) continue
    found.add(block)
    left.push(...block.inside.nodes)
  }
  return [...found]
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
