/** @file Shown parameters: those parameters of an event that have an effect as the others are set. Its form shows only these. */
import { findEventKind } from '../../../../ops/scenario/events'
import type { ScenarioEvent } from '../../../../ops/scenario/scenario'

/** By parameter: the values of another parameter under which it has an effect. */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  // not text: a kind of deploy
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/** Whether a parameter has an effect. A rule is for one kind of event, or for all kinds with that parameter. */
export function isShown(scenarioEvent: ScenarioEvent, name: string): boolean {
  const under = UNDER[`${scenarioEvent.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(scenarioEvent, under.of)
    ? scenarioEvent[under.of]
    : findEventKind(scenarioEvent.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}
