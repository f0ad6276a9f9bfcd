/** @file Renamed commands: ids, arguments, and values that scripts used before November 2026, and their current names. */
// Scripts also make calls that the page never makes, and get the text of their refusals.
import '../../messages/en/commands/more'

interface Renamed {
  /** The current id, which is the same if only arguments were renamed. */
  readonly id: string
  /** Renamed arguments: maps old names to new names. */
  readonly args?: Readonly<Record<string, string>>
  /** Renamed values: for each argument, by its current name, maps old values to new values. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Renamed fields of objects: for each argument, by its current name, maps old names to new names. */
  readonly fields?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const EVENT = { note: 'event' }
const EVENTS = { notes: 'events' }
const DATASET = { set: 'dataset' }
const LICENSE = { licence: 'license' }

export const RENAMED: Readonly<Record<string, Renamed>> = {
  'set.create': { id: 'dataset.create', fields: { card: LICENSE } },
  'set.append': { id: 'dataset.append', args: DATASET },
  'set.derive': { id: 'dataset.derive', args: DATASET },
  'set.list': { id: 'dataset.list' },
  'set.step': { id: 'dataset.edit', args: DATASET },
  'set.undo': { id: 'dataset.undo', args: DATASET },
  'set.redo': { id: 'dataset.redo', args: DATASET },
  'set.keep': { id: 'dataset.saveVersion', args: DATASET },
  'set.open': { id: 'dataset.restore', args: DATASET },
  'set.rename': { id: 'dataset.rename', args: DATASET },
  'set.card': { id: 'dataset.card', args: { ...DATASET, ...LICENSE } },
  'set.slices': { id: 'dataset.slices', args: DATASET },
  'set.remove': { id: 'dataset.remove', args: DATASET },
  'set.export': { id: 'dataset.export', args: DATASET },
  'block.look': { id: 'block.select' },
  'block.forget': { id: 'block.remove' },
  'library.keep': { id: 'library.save' },
  'version.keep': { id: 'version.save' },
  'drill.score': { id: 'drill.result' },
  'labels.say': { id: 'labels.add' },
  'labels.want': { id: 'labels.prioritize' },
  'labels.set': { id: 'labels.dataset' },
  'service.look': { id: 'service.inspect' },
  'service.takeBack': { id: 'service.rollback' },
  'race.start': { id: 'policies.start' },
  'race.stop': { id: 'policies.stop' },
  'race.state': { id: 'policies.state' },
  'ring.set': { id: 'retraining.set' },
  'ring.start': { id: 'retraining.start' },
  'ring.approve': { id: 'retraining.approve' },
  'ring.stop': { id: 'retraining.stop' },
  'ring.state': { id: 'retraining.state' },
  'score.set': { id: 'scenario.set', args: { score: 'scenario' } },
  'score.add': { id: 'scenario.add' },
  'score.move': { id: 'scenario.move', args: EVENT },
  'score.stretch': { id: 'scenario.resize', args: EVENT },
  'score.params': { id: 'scenario.params', args: EVENT },
  'score.remove': { id: 'scenario.remove', args: EVENTS },
  'score.duplicate': { id: 'scenario.duplicate', args: EVENTS },
  'score.length': { id: 'scenario.length' },
  'score.seed': { id: 'scenario.seed' },
  'score.preset': { id: 'scenario.preset' },
  'score.undo': { id: 'scenario.undo' },
  'score.redo': { id: 'scenario.redo' },
  'score.export': { id: 'scenario.export' },
  'score.import': { id: 'scenario.import' },
  'score.anew': { id: 'scenario.restart' },
  'postmortem.kept': { id: 'postmortem.saved' },
  'registry.lines': { id: 'registry.models' },
  'registry.say': { id: 'registry.describe' },
  'canary.bad': { id: 'canary.practice' },
  'data.collect': { id: 'data.collect', args: DATASET, values: { kind: { pictures: 'images' } } },
  'collect.add': { id: 'collect.add', args: DATASET },
  'collect.change': { id: 'collect.change', args: DATASET },
  'drift.collect': { id: 'drift.collect', args: DATASET },
  'dataset.create': { id: 'dataset.create', fields: { card: LICENSE } },
  'dataset.card': { id: 'dataset.card', args: LICENSE },
  'data.bring': { id: 'data.bring', fields: { card: LICENSE } },
}

/** Translates a call by an old id, or with old arguments, to the current names; other calls are unchanged. */
export function currentCall(id: string, args: object): readonly [id: string, args: object] {
  const renamed = Object.hasOwn(RENAMED, id) ? RENAMED[id] : undefined
  if (!renamed) return [id, args]
  const entries = Object.entries(args).map(([oldName, value]: [string, unknown]) => {
    const name = own(renamed.args, oldName) ?? oldName
    const fields = renamed.fields?.[name]
    if (fields && typeof value === 'object' && value !== null) return [name, withNames(value, fields)]
    return [name, (typeof value === 'string' ? own(renamed.values?.[name], value) : undefined) ?? value]
  })
  return [renamed.id, Object.fromEntries(entries)]
}

function withNames(value: object, names: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [own(names, name) ?? name, one]))
}

function own(names: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return names && Object.hasOwn(names, name) ? names[name] : undefined
}
