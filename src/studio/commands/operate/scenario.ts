/** @file Commands on the score of the open service: notes in lanes over virtual time, edited like music. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { Refusal, refuse } from '../../../messages/message'
import type { ParamValue } from '../../../catalog/params'
import { findScore, scorePresets } from '../../../gallery/scenarios'
import { addNote, duplicate, moveNote, removeNote, setParams } from '../../../ops/scenario/edit-scenario'
import { parseScore, printScore, readScore } from '../../../ops/scenario/print-scenario'
import { endOf, type Note, type Score } from '../../../ops/scenario/scenario'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateDesk } from '../../operate/controller'
import { editScore, historyOf, redoScore, scoreNow, undoScore } from '../../operate/scenario-edits'

type Params = Readonly<Record<string, ParamValue>>

/** What an edit may go on with: another of this name on the same note, soon after it. */
interface Gesture {
  readonly gesture?: string
}
// not text: the signature of the command
const GESTURE = { gesture: 'edits of one name that follow each other are one step?' }

const isOpen = (studio: AppContext) => operateDesk(studio).store.getState().service !== null

function noteOf({ notes }: Score, id: string): Note {
  return notes.find((note) => note.id === id) ?? refuse('score-no-note', { note: String(id) })
}

export const setScore = defineCommand({
  id: 'scenario.set',
  title: operateCommandsText['scenario.set'],
  args: { scenario: 'Scenario' },
  enabled: isOpen,
  run(studio, { scenario }: { scenario: Score }) {
    const read = readScore(scenario)
    if (!read.ok) throw new Refusal(read.error)
    editScore(studio, () => read.value)
  },
})

export const addToScore = defineCommand({
  id: 'scenario.add',
  title: operateCommandsText['scenario.add'],
  args: {
    kind: 'kind of event',
    startMs: 'number, virtual milliseconds',
    lengthMs: 'number, virtual milliseconds',
    params: 'parameters by name?',
  },
  enabled: isOpen,
  run(
    studio,
    { kind, startMs, lengthMs, params }: { kind: string; startMs: number; lengthMs: number; params?: Params },
  ) {
    return editScore(studio, (score) => addNote(score, kind, startMs, lengthMs, params)).notes.at(-1)?.id
  },
})

export const moveInScore = defineCommand({
  id: 'scenario.move',
  title: operateCommandsText['scenario.move'],
  args: { event: 'id', startMs: 'number, virtual milliseconds', ...GESTURE },
  enabled: isOpen,
  run(studio, { event: note, startMs, gesture }: { event: string; startMs: number } & Gesture) {
    noteOf(scoreNow(studio), note)
    editScore(studio, (score) => moveNote(score, note, startMs), gesture && `move ${note} ${gesture}`)
  },
})

export const stretchInScore = defineCommand({
  id: 'scenario.resize',
  title: operateCommandsText['scenario.resize'],
  args: { event: 'id', lengthMs: 'number, virtual milliseconds', startMs: 'number?', ...GESTURE },
  enabled: isOpen,
  run(
    studio,
    { event: id, lengthMs, startMs, gesture }: { event: string; lengthMs: number; startMs?: number } & Gesture,
  ) {
    const place = { startMs: startMs ?? noteOf(scoreNow(studio), id).startMs, lengthMs }
    editScore(studio, (score) => replaced(score, id, place), gesture && `stretch ${id} ${gesture}`)
  },
})

function replaced(score: Score, id: string, place: { readonly startMs: number; readonly lengthMs: number }): Score {
  const note = noteOf(score, id)
  if (note.startMs === place.startMs && note.lengthMs === place.lengthMs) return score
  return { ...score, notes: score.notes.map((one) => (one === note ? { ...one, ...place } : one)) }
}

export const setNote = defineCommand({
  id: 'scenario.params',
  title: operateCommandsText['scenario.params'],
  args: { event: 'id', params: 'parameters by name', ...GESTURE },
  enabled: isOpen,
  run(studio, { event: note, params, gesture }: { event: string; params: Params } & Gesture) {
    noteOf(scoreNow(studio), note)
    editScore(studio, (score) => setParams(score, note, params), gesture && `set ${note} ${gesture}`)
  },
})

export const removeFromScore = defineCommand({
  id: 'scenario.remove',
  title: operateCommandsText['scenario.remove'],
  args: { events: 'ids' },
  enabled: isOpen,
  run(studio, { events: notes }: { events: readonly string[] }) {
    for (const id of notes) noteOf(scoreNow(studio), id)
    editScore(studio, (score) => notes.reduce(removeNote, score))
  },
})

export const duplicateInScore = defineCommand({
  id: 'scenario.duplicate',
  title: operateCommandsText['scenario.duplicate'],
  args: { events: 'ids' },
  enabled: isOpen,
  run(studio, { events: notes }: { events: readonly string[] }) {
    for (const id of notes) noteOf(scoreNow(studio), id)
    const { length } = scoreNow(studio).notes
    const after = editScore(studio, (score) => notes.reduce((all, id) => duplicate(all, id), score))
    return after.notes.slice(length).map(({ id }) => id)
  },
})

export const setScoreLength = defineCommand({
  id: 'scenario.length',
  title: operateCommandsText['scenario.length'],
  args: { durationMs: 'number, virtual milliseconds' },
  enabled: isOpen,
  run(studio, { durationMs }: { durationMs: number }) {
    editScore(studio, (score) => ({
      ...score,
      durationMs,
      notes: score.notes.map((note) => {
        const toEnd = endOf(note) === score.durationMs && note.startMs < durationMs
        return toEnd ? { ...note, lengthMs: durationMs - note.startMs } : note
      }),
    }))
  },
})

export const setScoreSeed = defineCommand({
  id: 'scenario.seed',
  title: operateCommandsText['scenario.seed'],
  args: { seed: 'whole number' },
  enabled: isOpen,
  run(studio, { seed }: { seed: number }) {
    editScore(studio, (score) => ({ ...score, seed }))
  },
})

export const beginScore = defineCommand({
  id: 'scenario.preset',
  title: operateCommandsText['scenario.preset'],
  args: { preset: scorePresets.map(({ id }) => id).join(', ') },
  enabled: isOpen,
  run(studio, { preset }: { preset: string }) {
    const known = scorePresets.map(({ id }) => id)
    const found = findScore(preset) ?? refuse('score-preset', { preset: String(preset), known })
    editScore(studio, ({ seed }) => ({ ...found.score, seed }))
  },
})

export const undoInScore = defineCommand({
  id: 'scenario.undo',
  title: operateCommandsText['scenario.undo'],
  args: {},
  enabled: (studio: AppContext) => isOpen(studio) && historyOf(studio, scoreNow(studio)).past.length > 0,
  run: (studio) => undoScore(studio),
})

export const redoInScore = defineCommand({
  id: 'scenario.redo',
  title: operateCommandsText['scenario.redo'],
  args: {},
  enabled: (studio: AppContext) => isOpen(studio) && historyOf(studio, scoreNow(studio)).future.length > 0,
  run: (studio) => redoScore(studio),
})

export const exportScore = defineCommand({
  id: 'scenario.export',
  title: operateCommandsText['scenario.export'],
  args: {},
  enabled: isOpen,
  run: (studio) => printScore(scoreNow(studio)),
})

export const importScore = defineCommand({
  id: 'scenario.import',
  title: operateCommandsText['scenario.import'],
  args: { text: 'as scenario.export writes it' },
  enabled: isOpen,
  run(studio, { text }: { text: string }) {
    const read = parseScore(String(text))
    if (!read.ok) throw new Refusal(read.error)
    editScore(studio, () => read.value)
  },
})

export const playAnew = defineCommand({
  id: 'scenario.restart',
  title: operateCommandsText['scenario.restart'],
  args: {},
  enabled: isOpen,
  run: (studio) => operateDesk(studio).anew(),
})
