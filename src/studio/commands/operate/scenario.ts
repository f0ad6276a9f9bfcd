/**
 * @file Commands for the scenario of the open service: its events over simulated time are added, moved, resized, and
 * removed like clips on a timeline.
 */

import { findScenario, scenarioPresets } from '../../../gallery/scenarios'
import { Refusal, refuse } from '../../../messages/message'
import { addEvent, duplicateEvent, moveEvent, removeEvent, setEventParams } from '../../../ops/scenario/edit-scenario'
import { findEventKind } from '../../../ops/scenario/events'
import { parseScenario, printScenario, readScenario } from '../../../ops/scenario/print-scenario'
import { endOf, type Scenario, type ScenarioEvent } from '../../../ops/scenario/scenario'
import { anyNumber, checkedLater, list, optional, text } from '../../arguments'
import { operateController } from '../../operate/controller'
import {
  currentScenario,
  editScenario,
  redoScenario,
  scenarioHistoryOf,
  undoScenario,
} from '../../operate/scenario-edits'
import { refuseOpenElsewhere } from '../../training/weights-in-use'
import { PARAMS } from '../common-arguments'
import { isOpen, operateCommand, serviceCommand } from './service-command'

const EVENT = text('event id')
const EVENTS = list(EVENT)
/** A time or a length. The check of the scenario refuses NaN and values outside the scenario. */
const MS = anyNumber('simulated milliseconds')
/** Edits with the same gesture name on the same event in quick succession are merged into one undo step. */
const GESTURE = optional(text())

function eventOf({ events }: Scenario, id: string): ScenarioEvent {
  return events.find((event) => event.id === id) ?? refuse('scenario-no-event', { event: id })
}

/** The parameters of an event of this kind. Its id, kind, and time are no parameters, and would be ignored. */
function eventParams<P extends object>(kind: string, params: P): P {
  const own = ['id', 'kind', 'startMs', 'lengthMs'].find((name) => Object.hasOwn(params, name))
  if (own !== undefined) refuse('param-unknown', { param: own, layer: findEventKind(kind)?.title ?? kind })
  return params
}

export const setScenario = serviceCommand({
  id: 'scenario.set',
  args: { scenario: checkedLater<Scenario | string>('Scenario or its JSON') },
  run(studio, { scenario }) {
    // `scenario.export` gives text, so that is accepted as well.
    const read = typeof scenario === 'string' ? parseScenario(scenario) : readScenario(scenario)
    if (!read.ok) throw new Refusal(read.error)
    editScenario(studio, () => read.value)
  },
})

export const addScenarioEvent = serviceCommand({
  id: 'scenario.add',
  args: { kind: text(), startMs: MS, lengthMs: MS, params: optional(PARAMS) },
  run(studio, { kind, startMs, lengthMs, params = {} }) {
    const own = eventParams(kind, params)
    return editScenario(studio, (scenario) => addEvent(scenario, kind, startMs, lengthMs, own)).events.at(-1)?.id
  },
})

export const moveScenarioEvent = serviceCommand({
  id: 'scenario.move',
  args: { event: EVENT, startMs: MS, gesture: GESTURE },
  async run(studio, { event, startMs: askedMs, gesture }) {
    eventOf(currentScenario(studio), event)
    const to = (scenario: Scenario) => moveEvent(scenario, event, askedMs)
    const scenario = editScenario(studio, to, gesture && `move ${event} ${gesture}`)
    const { startMs, lengthMs } = eventOf(scenario, event)
    if (startMs === askedMs) return { startMs }
    const { scenarioText } = await import('../../../messages/en/operate/scenario')
    const { beforeStart, startMoved } = scenarioText.event
    const { durationMs } = scenario
    return { startMs, why: startMs > askedMs ? beforeStart : startMoved({ askedMs, startMs, lengthMs, durationMs }) }
  },
})

export const resizeScenarioEvent = serviceCommand({
  id: 'scenario.resize',
  args: { event: EVENT, lengthMs: MS, startMs: optional(MS), gesture: GESTURE },
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

export const setNote = serviceCommand({
  id: 'scenario.params',
  args: { event: EVENT, params: PARAMS, gesture: GESTURE },
  run(studio, { event, params, gesture }) {
    const own = eventParams(eventOf(currentScenario(studio), event).kind, params)
    editScenario(studio, (scenario) => setEventParams(scenario, event, own), gesture && `set ${event} ${gesture}`)
  },
})

export const removeScenarioEvent = serviceCommand({
  id: 'scenario.remove',
  args: { events: EVENTS },
  run(studio, { events }) {
    for (const id of events) eventOf(currentScenario(studio), id)
    editScenario(studio, (scenario) => events.reduce(removeEvent, scenario))
  },
})

export const duplicateScenarioEvent = serviceCommand({
  id: 'scenario.duplicate',
  args: { events: EVENTS },
  run(studio, { events }) {
    for (const id of events) eventOf(currentScenario(studio), id)
    const { length } = currentScenario(studio).events
    const after = editScenario(studio, (scenario) => events.reduce((all, id) => duplicateEvent(all, id), scenario))
    return after.events.slice(length).map(({ id }) => id)
  },
})

export const setScenarioLength = serviceCommand({
  id: 'scenario.length',
  args: { durationMs: MS },
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

export const setScenarioSeed = serviceCommand({
  id: 'scenario.seed',
  args: { seed: anyNumber('whole number') },
  run(studio, { seed }) {
    editScenario(studio, (scenario) => ({ ...scenario, seed }))
  },
})

export const loadScenarioPreset = serviceCommand({
  id: 'scenario.preset',
  args: { preset: text(scenarioPresets.map(({ id }) => id).join(', ')) },
  run(studio, { preset }) {
    const known = scenarioPresets.map(({ id }) => id)
    const found = findScenario(preset) ?? refuse('scenario-preset', { preset, known })
    editScenario(studio, ({ seed }) => ({ ...found.scenario, seed }))
  },
})

export const undoScenarioEdit = operateCommand({
  id: 'scenario.undo',
  args: {},
  enabled: (studio) => isOpen(studio) && scenarioHistoryOf(studio, currentScenario(studio)).past.length > 0,
  run: (studio) => undoScenario(studio),
})

export const redoScenarioEdit = operateCommand({
  id: 'scenario.redo',
  args: {},
  enabled: (studio) => isOpen(studio) && scenarioHistoryOf(studio, currentScenario(studio)).future.length > 0,
  run: (studio) => redoScenario(studio),
})

export const exportScenario = serviceCommand({
  id: 'scenario.export',
  args: {},
  run: (studio) => printScenario(currentScenario(studio)),
})

export const importScenario = serviceCommand({
  id: 'scenario.import',
  args: { text: text('JSON') },
  run(studio, { text: json }) {
    const read = parseScenario(json)
    if (!read.ok) throw new Refusal(read.error)
    editScenario(studio, () => read.value)
  },
})

export const restartPlayback = serviceCommand({
  id: 'scenario.restart',
  args: {},
  run(studio) {
    refuseOpenElsewhere(studio.store.getState())
    return operateController(studio).restart()
  },
})
