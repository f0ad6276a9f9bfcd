import { expect, test } from 'vitest'
import { stages } from '../../../../catalog/service-stages'
import { checkService } from '../../../../compile/service/check-service'
import { exampleService, routerService, shadowService } from '../../../../gallery/services'
import type { Drawing } from '../../../../graph/drawing'
import { examples } from '../../../../messages/examples.test-help'
import type { formatMessage } from '../../../../messages/message'
import { kindsOf } from '../../../canvas/quick-add-choices'
import { findKinds } from '../../../canvas/quick-add-line'
import { stageText } from './stage-text'

/** The labels of the wires that leave each stage. */
const onWires = (drawing: Drawing) =>
  [...checkService(drawing).shapes].map(([id, flow]) => `${id} ${stageText.flowText(flow)}`).join(', ')

test('the label of a wire', () => {
  const { nodes, wires } = exampleService('digits').drawing
  const params = { champion: 95, challenger: 5 }
  const canary = { nodes: nodes.map((node) => (node.id === 'split' ? { ...node, params } : node)), wires }
  expect(onWires(canary)).toMatchInlineSnapshot(
    `"source requests, validate requests, features requests, cache requests, split 95 : 5, champion 95%, challenger 5%, calibrate outputs, abstain outputs, fallback outputs, log outputs"`,
  )
  expect(onWires(routerService('small', 'large').drawing)).toMatchInlineSnapshot(
    `"source requests, limit requests, validate requests, features requests, small outputs, router outputs, large outputs, log outputs"`,
  )
  expect(onWires(shadowService('digits').drawing)).toMatchInlineSnapshot(
    `"source requests, validate requests, features requests, shadow requests, champion outputs, rehearsed copies, fallback outputs, log outputs"`,
  )
})

test('each wire of a split has its own share', () => {
  const { nodes, wires } = exampleService('digits').drawing
  const params = { champion: 95, challenger: 5 }
  const canary = { nodes: nodes.map((node) => (node.id === 'split' ? { ...node, params } : node)), wires }
  const { shapes } = checkService(canary)
  const labels = wires
    .filter(({ from }) => from === 'split')
    .map(({ from, to }) => {
      const flow = shapes.get(from)
      return (
        flow &&
        stageText.flowText(
          flow,
          nodes.find(({ id }) => id === to),
        )
      )
    })
  expect(labels).toEqual(['95%', '5%'])
})

test('only the wire to the shadow model carries copies', () => {
  const { nodes, wires } = shadowService('digits').drawing
  const flow = checkService({ nodes, wires }).shapes.get('shadow')
  const labels = wires
    .filter(({ from }) => from === 'shadow')
    .map(({ to }) => [
      to,
      flow &&
        stageText.flowText(
          flow,
          nodes.find(({ id }) => id === to),
        ),
    ])
  expect(Object.fromEntries(labels)).toEqual({ champion: 'requests', rehearsed: 'copies' })
})

test('no problem of a service diagram mentions layers or networks', () => {
  const kinds = [
    'no-input',
    'no-output',
    'missing-input',
    'extra-input',
    'cycle',
    'wire-from-output',
    'unused',
    'unknown-kind',
  ]
  const own = Object.keys(examples).filter((code) =>
    /^(stage|split|model|service|router|shadow|ensemble|alias)-/.test(code),
  )
  expect(own.length).toBeGreaterThan(15)
  for (const code of [...kinds, ...own] as (keyof typeof examples)[]) {
    const problem = { code, args: examples[code] } as Parameters<typeof formatMessage>[0]
    expect(stageText.problemText(problem), code).toMatch(/^[A-Z].*\.$/)
    expect(stageText.problemText(problem), code).not.toMatch(/layer|network/)
  }
})

test('stages are found by what they do, and have distinct titles', () => {
  const all = kindsOf(stageText)
  expect(all).toHaveLength(stages.kinds.length)
  const titles = all.map(({ title }) => title)
  expect(new Set(titles).size).toBe(all.length)
  const first = (typed: string) => findKinds(typed, all)[0]?.kind
  expect(['canary', 'throttle', 'unsure', 'temperature', 'mirror'].map(first)).toEqual([
    ...['split', 'rateLimit', 'abstain', 'calibrate', 'shadow'],
  ])
})
