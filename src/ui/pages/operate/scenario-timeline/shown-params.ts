/**
 * @file Shown parameters: determines which parameters of an event have an effect, given the values of its other
 * parameters. The form shows only those.
 */
import { findEventKind } from '../../../../ops/scenario/events'
import type { ScenarioEvent } from '../../../../ops/scenario/scenario'

/**
 * Maps each conditional parameter to the parameter that it depends on (`of`), and the values of that parameter for
 * which the conditional parameter has an effect (`are`).
 */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  // not text: a kind of deploy
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/**
 * Whether a parameter has an effect. A rule in `UNDER` applies either to a single event kind or to every kind with that
 * parameter.
 */
export function isShown(scenarioEvent: ScenarioEvent, name: string): boolean {
  const under = UNDER[`${scenarioEvent.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(scenarioEvent, under.of)
    ? scenarioEvent[under.of]
    : findEventKind(scenarioEvent.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}
