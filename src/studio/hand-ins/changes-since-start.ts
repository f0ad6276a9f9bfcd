/** @file What a hand-in changed against the start of its lesson, as short texts for a table. */
import { stableJson } from '../../base/stable-json'
import type { LessonStart } from '../../compile/project'
import { type Change, diff } from '../../graph/diff'
import { handInChangesText as text } from '../../messages/en/hand-ins'
import type { RunContent } from '../../storage/hand-in-file'

/** The changes of the network, the data, and the training settings. */
export function changesSinceStart(start: LessonStart, { networks, data, plan }: RunContent): readonly string[] {
  const changes = networks[0] ? diff(start.drawing, networks[0].drawing) : []
  const wires = changes.filter(({ type }) => type === 'wired' || type === 'unwired').length
  return [
    ...changes.flatMap(changeText),
    ...(wires > 0 ? [text.wires({ wires })] : []),
    ...settingsText(start.data, data, ['schema', 'made', 'slices']),
    ...settingsText(start.plan, plan, []),
  ]
}

function changeText(change: Change): readonly string[] {
  if (change.type === 'added') return [text.added({ layer: change.node.label, kind: change.node.kind })]
  if (change.type === 'removed') return [text.removed({ layer: change.node.label })]
  if (change.type !== 'changed') return []
  const { before, after, params } = change
  const replaced =
    before.kind === after.kind ? [] : [text.replaced({ layer: before.label, before: before.kind, after: after.kind })]
  return [
    ...replaced,
    ...params.map(({ name: param, before: a, after: b }) =>
      text.changed({ layer: before.label, param, before: shown(a), after: shown(b) }),
    ),
  ]
}

function settingsText(before: object, after: object, hidden: readonly string[]): readonly string[] {
  const [a, b] = [before, after] as readonly Readonly<Record<string, unknown>>[]
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !hidden.includes(name))
  return names
    .filter((name) => stableJson(a?.[name] ?? null) !== stableJson(b?.[name] ?? null))
    .map((name) => text.setting({ name, before: shown(a?.[name]), after: shown(b?.[name]) }))
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return text.unset
  const named = typeof value === 'object' && 'kind' in value ? value.kind : value
  const written = typeof named === 'string' ? named : JSON.stringify(named)
  return written.length > 60 ? `${written.slice(0, 59)}…` : written
}
