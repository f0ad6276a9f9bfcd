/**
 * @file Commands for the scenario of the open service: its events over simulated time are added, moved, resized, and
 * removed like clips on a timeline.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { Refusal, refuse } from '../../../messages/message'
import { findScenario, scenarioPresets } from '../../../gallery/scenarios'
import { addEvent, duplicateEvent, moveEvent, removeEvent, setEventParams } from '../../../ops/scenario/edit-scenario'
import { parseScenario, printScenario, readScenario } from '../../../ops/scenario/print-scenario'
import { endOf, type ScenarioEvent, type Scenario } from '../../../ops/scenario/scenario'
import { anyNumber, checkedLater, list, optional, text } from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'
import {
  editScenario,
  scenarioHistoryOf,
  redoScenario,
  currentScenario,
  undoScenario,
} from '../../operate/scenario-edits'
import { PARAMS } from '../common-arguments'

const EVENT = text('event id')
const EVENTS = list(EVENT)
/** A time or a length. The check of the scenario refuses NaN and values outside the scenario. */
const MS = anyNumber('simulated milliseconds')
/** Edits with the same gesture name on the same event in quick succession are merged into one undo step. */
const GESTURE = optional(text())

const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null

function eventOf({ events }: Scenario, id: string): ScenarioEvent {
  return events.find((event) => event.id === id) ?? refuse('scenario-no-event', { event: id })
}

export const setScenario = defineCommand({
  id: 'scenario.set',
  title: operateCommandsText['scenario.set'],
  args: { scenario: checkedLater<Scenario>('Scenario') },
  enabled: isOpen,
  run(studio, { scenario }) {
    const read = readScenario(scenario)
    if (!read.ok) throw new Refusal(read.error)
    editScenario(studio, () => read.value)
  },
})

export const addScenarioEvent = defineCommand({
  id: 'scenario.add',
  title: operateCommandsText['scenario.add'],
  args: { kind: text(), startMs: MS, lengthMs: MS, params: optional(PARAMS) },
  enabled: isOpen,
  run(studio, { kind, startMs, lengthMs, params }) {
    return editScenario(studio, (scenario) => addEvent(scenario, kind, startMs, lengthMs, params)).events.at(-1)?.id
  },
})

export const moveScenarioEvent = defineCommand({
  id: 'scenario.move',
  title: operateCommandsText['scenario.move'],
  args: { event: EVENT, startMs: MS, gesture: GESTURE },
  enabled: isOpen,
  run(studio, { event, startMs, gesture }) {
    eventOf(currentScenario(studio), event)
    editScenario(studio, (scenario) => moveEvent(scenario, event, startMs), gesture && `move ${event} ${gesture}`)
  },
})

export const resizeScenarioEvent = defineCommand({
  id: 'scenario.resize',
  title: operateCommandsText['scenario.resize'],
  args: { event: EVENT, lengthMs: MS, startMs: optional(MS), gesture: GESTURE },
  enabled: isOpen,
  run(studio, { event: id, lengthMs, startMs, gesture }) {
    const place = { startMs: startMs ?? eventOf(currentScenario(studio), id).startMs, lengthMs }
    editScenario(studio, (scenario) => replaced(scenario, id, place), gesture && `stretch ${id} ${gesture}`)
  },
})

function replaced(
  scenario: Scenario,
  id: string,
  place: { readonly startMs: number; readonly lengthMs: number },
): Scenario {
  const event = eventOf(scenario, id)
  if (event.startMs === place.startMs && event.lengthMs === place.lengthMs) return scenario
  return { ...scenario, events: scenario.events.map((one) => (one === event ? { ...one, ...place } : one)) }
}

export const setNote = defineCommand({
  id: 'scenario.params',
  title: operateCommandsText['scenario.params'],
  args: { event: EVENT, params: PARAMS, gesture: GESTURE },
  enabled: isOpen,
  run(studio, { event, params, gesture }) {
    eventOf(currentScenario(studio), event)
    editScenario(studio, (scenario) => setEventParams(scenario, event, params), gesture && `set ${event} ${gesture}`)
  },
})

export const removeScenarioEvent = defineCommand({
  id: 'scenario.remove',
  title: operateCommandsText['scenario.remove'],
  args: { events: EVENTS },
  enabled: isOpen,
  run(studio, { events }) {
    for (const id of events) eventOf(currentScenario(studio), id)
    editScenario(studio, (scenario) => events.reduce(removeEvent, scenario))
  },
})

export const duplicateScenarioEvent = defineCommand({
  id: 'scenario.duplicate',
  title: operateCommandsText['scenario.duplicate'],
  args: { events: EVENTS },
  enabled: isOpen,
  run(studio, { events }) {
    for (const id of events) eventOf(currentScenario(studio), id)
    const { length } = currentScenario(studio).events
    const after = editScenario(studio, (scenario) => events.reduce((all, id) => duplicateEvent(all, id), scenario))
    return after.events.slice(length).map(({ id }) => id)
  },
})

export const setScenarioLength = defineCommand({
  id: 'scenario.length',
  title: operateCommandsText['scenario.length'],
  args: { durationMs: MS },
  enabled: isOpen,
  run(studio, { durationMs }) {
    editScenario(studio, (scenario) => ({
      ...scenario,
      durationMs,
      events: scenario.events.map((event) => {
        const toEnd = endOf(event) === scenario.durationMs && event.startMs < durationMs
        return toEnd ? { ...event, lengthMs: durationMs - event.startMs } : event
      }),
    }))
  },
})

export const setScenarioSeed = defineCommand({
  id: 'scenario.seed',
  title: operateCommandsText['scenario.seed'],
  args: { seed: anyNumber('whole number') },
  enabled: isOpen,
  run(studio, { seed }) {
    editScenario(studio, (scenario) => ({ ...scenario, seed }))
  },
})

export const loadScenarioPreset = defineCommand({
  id: 'scenario.preset',
  title: operateCommandsText['scenario.preset'],
  args: { preset: text(scenarioPresets.map(({ id }) => id).join(', ')) },
  enabled: isOpen,
  run(studio, { preset }) {
    const known = scenarioPresets.map(({ id }) => id)
    const found = findScenario(preset) ?? refuse('scenario-preset', { preset, known })
    editScenario(studio, ({ seed }) => ({ ...found.scenario, seed }))
  },
})

export const undoScenarioEdit = defineCommand({
  id: 'scenario.undo',
  title: operateCommandsText['scenario.undo'],
  args: {},
  enabled: (studio) => isOpen(studio) && scenarioHistoryOf(studio, currentScenario(studio)).past.length > 0,
  run: (studio) => undoScenario(studio),
})

export const redoScenarioEdit = defineCommand({
  id: 'scenario.redo',
  title: operateCommandsText['scenario.redo'],
  args: {},
  enabled: (studio) => isOpen(studio) && scenarioHistoryOf(studio, currentScenario(studio)).future.length > 0,
  run: (studio) => redoScenario(studio),
})

export const exportScenario = defineCommand({
  id: 'scenario.export',
  title: operateCommandsText['scenario.export'],
  args: {},
  enabled: isOpen,
  run: (studio) => printScenario(currentScenario(studio)),
})

export const importScenario = defineCommand({
  id: 'scenario.import',
  title: operateCommandsText['scenario.import'],
  args: { text: text('JSON') },
  enabled: isOpen,
  run(studio, { text: json }) {
    const read = parseScenario(json)
    if (!read.ok) throw new Refusal(read.error)
    editScenario(studio, () => read.value)
  },
})

export const restartPlayback = defineCommand({
  id: 'scenario.restart',
  title: operateCommandsText['scenario.restart'],
  args: {},
  enabled: isOpen,
  run: (studio) => operateController(studio).restart(),
})
