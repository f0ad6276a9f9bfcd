/**
 * Every drill is valid and plays in Node within seconds, and doing nothing costs clearly more than the best known
 * solution.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import '../../../training/testing/node-wasm'
import { checkService } from '../../../compile/service/check-service'
import { drills } from '../../../gallery/drills'
import { costOf } from '../../../ops/drill-grade'
import type { Timing } from '../../../ops/log-entry'
import { checkScenario } from '../../../ops/scenario/check-scenario'
import { checkSlo } from '../../../ops/slo'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { NodeServing } from '../../testing/node-serving.test-help'
import { actionsOfMoves, lowerService } from './drill-actions'
import { drillAliases, trainDrillModels } from './drill-models'
import { replayDrill } from './drill-replay'
import { drillConditions, gradeDrill, drillServiceStart } from './drill-session'

let data: Awaited<ReturnType<typeof serveShippedData>>
let netloom: TestStudio
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  // As in a browser, use the exact CPU engine for small networks.
  await netloom.run('machine.choose', { backend: 'wasm' })
})
afterAll(async () => {
  await netloom.close()
  data.close()
  vi.unstubAllGlobals()
})

test.each(drills.map((drill) => [drill.id, drill] as const))(
  '%s',
  async (_id, drill) => {
    const { service, rules, actions, best, models } = drill
    expect(checkScenario(service.scenario)).toEqual([])
    expect(service.slos.flatMap(checkSlo)).toEqual([])
    expect(service.scenario.events.map(({ id }) => id)).toContain(rules.fault)
    for (const { action } of best) expect(actions.map(({ id }) => id)).toContain(action)

    const records = await trainDrillModels(netloom.studio, drill, () => undefined)
    expect(records).toHaveLength(models.length)
    const aliases = drillAliases(drill, records)
    const known = { models: records.map(({ name, version }) => ({ name, version })), aliases }
    expect(checkService(service.drawing, known).diagnostics).toEqual([])

    const spec = lowerService(service)
    // Use fixed times instead of measured times, so that the tests do not depend on this device.
    const one = { one: [0.5, 1, 2], more: 0.1, cold: 400 }
    const timing: Timing = {
      stages: spec.stages.map(() => 0.01),
      models: Object.fromEntries(records.map(({ name, version }) => [`${name}@${version}`, one])),
    }
    const begin = { spec, aliases }
    const start = await drillServiceStart(netloom.studio, begin, records, { timing, laterMs: {} })
    const began = performance.now()
    const nothing = await replayDrill(start, drillConditions(drill), { changes: [], labels: [] })
    const seconds = (performance.now() - began) / 1000
    const moves = actionsOfMoves(drill, records, begin, best)
    const solution = await replayDrill(start, drillConditions(drill), { changes: moves.changes, labels: [] })
    const well = gradeDrill(drill, solution, moves.acts, { nothing, best: solution })
    const badly = gradeDrill(drill, nothing, [], { nothing, best: solution })
    expect(seconds).toBeLessThan(30)
    expect(costOf(solution.tally)).toBeLessThan(0.8 * costOf(nothing.tally))
    expect(well.score).toBeGreaterThanOrEqual(65)
    expect(badly.score).toBeLessThanOrEqual(35)
  },
  120_000,
)
