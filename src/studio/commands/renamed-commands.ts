/** @file Renamed commands: ids and arguments that scripts used before November 2026, and their current names. */

interface Renamed {
  readonly id: string
  /** Renamed arguments: maps old names to new names. */
  readonly args?: Readonly<Record<string, string>>
}

const EVENT = { note: 'event' }
const EVENTS = { notes: 'events' }
const DATASET = { set: 'dataset' }

export const RENAMED: Readonly<Record<string, Renamed>> = {
  'set.create': { id: 'dataset.create' },
  'set.append': { id: 'dataset.append', args: DATASET },
  'set.derive': { id: 'dataset.derive', args: DATASET },
  'set.list': { id: 'dataset.list' },
  'set.step': { id: 'dataset.edit', args: DATASET },
  'set.undo': { id: 'dataset.undo', args: DATASET },
  'set.redo': { id: 'dataset.redo', args: DATASET },
  'set.keep': { id: 'dataset.saveVersion', args: DATASET },
  'set.open': { id: 'dataset.restore', args: DATASET },
  'set.rename': { id: 'dataset.rename', args: DATASET },
  'set.card': { id: 'dataset.card', args: DATASET },
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
}

/** Translates a call by an old id to the current id and argument names; other calls are unchanged. */
export function currentCall(id: string, args: object): readonly [id: string, args: object] {
  const renamed = Object.hasOwn(RENAMED, id) ? RENAMED[id] : undefined
  if (!renamed) return [id, args]
  const entries = Object.entries(args).map(([name, value]) => [renamed.args?.[name] ?? name, value])
  return [renamed.id, Object.fromEntries(entries)]
}
