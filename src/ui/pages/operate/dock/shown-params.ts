/**
 * @file Shown parameters: the parameters of an event that have an effect given the values of the other parameters. The
 * form shows only these.
 */
import { findEventKind } from '../../../../ops/scenario/events'
import type { ScenarioEvent } from '../../../../ops/scenario/scenario'

/**
 * For each parameter, the other parameter it depends on, and the values of that parameter under which it has an effect.
 */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  // not text: a kind of deploy
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/** Whether a parameter has an effect. A rule applies to one event kind, or to all kinds with that parameter. */
export function isShown(scenarioEvent: ScenarioEvent, name: string): boolean {
  const under = UNDER[`${scenarioEvent.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(scenarioEvent, under.of)
    ? scenarioEvent[under.of]
    : findEventKind(scenarioEvent.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}
