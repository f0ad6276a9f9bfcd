/** @file Checks that the ready-made scenarios have no problems and round-trip. */
import { expect, test } from 'vitest'
import { checkScenario } from '../ops/scenario/check-scenario'
import { expectedRequests } from '../ops/scenario/conditions-at'
import { parseScenario, printScenario } from '../ops/scenario/print-scenario'
import { scenarioPresets } from './scenarios'

test.each(scenarioPresets.map((one) => [one.id, one] as const))(
  '%s can be played and round-trips',
  (_id, { scenario: score }) => {
    expect(checkScenario(score)).toEqual([])
    expect(parseScenario(printScenario(score))).toEqual({ ok: true, value: score })
    expect(expectedRequests(score)).toBeGreaterThan(1000)
  },
)
