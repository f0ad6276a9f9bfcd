/**
 * Every drill is valid and plays in Node within seconds, its fault begins at a different time with each seed, and its
 * grades are fair: the best solution gets 95 points or more; doing nothing, and changing everything at the start, clearly
 * fewer; and caution is not graded worse than doing nothing.
 */
import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { checkService } from '../../../compile/service/check-service'
import { drills } from '../../../gallery/drills'
import { drillInScenario, FAULT } from '../../../gallery/drills/define-drill'
import { checkScenario } from '../../../ops/scenario/check-scenario'
import { parseScenario, printScenario } from '../../../ops/scenario/print-scenario'
import { checkSlo } from '../../../ops/slo'
import { NodeServing } from '../../testing/node-serving.test-help'
import { type DrillScores, type DrillStrategies, openDrillStrategies } from './drill-strategies.test-help'

let strategies: DrillStrategies
beforeAll(async () => {
  vi.stubGlobal('Worker', NodeServing)
  strategies = await openDrillStrategies()
})
afterAll(async () => {
  await strategies.close()
  vi.unstubAllGlobals()
})

test.each(drills.map((drill) => [drill.id, drill] as const))(
  '%s',
  async (id, drill) => {
    const { service, actions, best, aliases, previous } = drill
    for (const { service: of } of [drill, previous ?? drill]) expect(checkScenario(of.scenario)).toEqual([])
    expect(service.slos.flatMap(checkSlo)).toEqual([])
    expect(service.scenario.events.find((event) => event.id === FAULT)?.startMs).toBe(drill.faultAt)
    for (const { action } of [...best, ...(previous?.best ?? [])])
      expect(actions.map((one) => one.id)).toContain(action)
    // Versions with the same name are numbered from 1.
    const earlier = (i: number) => drill.models.slice(0, i).filter(({ name }) => name === drill.models[i]?.name)
    const known = { models: drill.models.map(({ name }, i) => ({ name, version: 1 + earlier(i).length })), aliases }
    expect(checkService(service.drawing, known).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(new Set([1, 2, 3, 4, 5].map((seed) => drill.withSeed(seed).faultAt)).size).toBeGreaterThan(3)
    // A project and a result file name the drill by its scenario.
    const read = parseScenario(printScenario(drill.withSeed(7).service.scenario))
    expect(read.ok && drillInScenario(drill, read.value).faultAt).toBe(drill.withSeed(7).faultAt)
    expect(drillInScenario(drill, previous?.service.scenario).version).toBe(drill.version - 1)

    for (const seed of [11, 12]) {
      const began = performance.now()
      const { results } = await strategies.play(id, seed, ['best', 'nothing', 'panic', 'hasty', 'caution'])
      expect((performance.now() - began) / 1000).toBeLessThan(100)
      const score = Object.fromEntries(Object.entries(results).map(([strategy, result]) => [strategy, result.score]))
      expect(score.best).toBeGreaterThanOrEqual(95)
      expect(score.nothing).toBeLessThanOrEqual(20)
      for (const early of [score.panic, score.hasty]) expect(early).toBeLessThanOrEqual(80)
      expect(score.caution).toBeGreaterThanOrEqual(score.nothing as number)
      expect(score.caution).toBeGreaterThan(Math.max(score.panic as number, score.hasty as number))
      expect(results.best?.mendMinutes).toBeGreaterThanOrEqual(results.best?.detectMinutes as number)
    }
  },
  240_000,
)

// Measures the figure `drill-scores`, which names the file to write and the number of seeds.
const { DRILL_SCORES = '', DRILL_SEEDS = '' } = process.env
test.runIf(DRILL_SCORES !== '')(
  'scores of every strategy',
  async () => {
    const played: DrillScores[] = []
    for (const { id } of drills)
      for (let seed = 1; seed <= Number(DRILL_SEEDS); seed++) played.push(await strategies.play(id, seed))
    await writeFile(DRILL_SCORES, JSON.stringify(played))
  },
  7_200_000,
)
