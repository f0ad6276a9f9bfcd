/** @file Checks that the default services are valid and are lowered to the stages that are drawn. */
import { describe, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import type { Alias } from '../catalog/lowered-stage'
import type { Service } from '../compile/project'
import { checkService } from '../compile/service/check-service'
import { toService, toText } from '../compile/service/service-to-spec'
import { print } from '../graph/print-drawing.test-help'
import { exampleService, routerService, shadowService } from './services'

const all: readonly Service[] = [
  exampleService('digits'),
  routerService('small', 'large'),
  routerService('digits', 'digits'),
  shadowService('digits'),
]
const every: Record<Alias, number> = { champion: 1, challenger: 2, shadow: 2 }
const known = {
  models: ['digits', 'small', 'large'].flatMap((name) => [1, 2].map((version) => ({ name, version }))),
  aliases: { digits: every, small: every, large: every },
}

describe.each(all.map((service) => [service.name, service] as const))('%s', (name, service) => {
  test('has no problems, and every stage is checked', () => {
    const report = checkService(service.drawing, known)
    expect(report.diagnostics).toEqual([])
    expect(report.checked?.steps).toHaveLength(service.drawing.nodes.length)
  })

  test('is lowered to plain JSON in which each stage comes after its inputs', () => {
    const spec = toService(expectDefined(checkService(service.drawing).checked, 'sound'), name)
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
    for (const [place, { from }] of spec.stages.entries()) for (const one of from) expect(one).toBeLessThan(place)
    expect(spec.stages[0]?.class_name).toBe('Source')
    expect(spec.stages.map(({ class_name }) => class_name)).toContain('Log')
  })
})

test('an unset challenger alias is advice, not an error', () => {
  const { champion } = every
  const report = checkService(exampleService('digits').drawing, {
    models: [{ name: 'digits', version: 1 }],
    aliases: { digits: { champion } },
  })
  expect(report.diagnostics.map(({ severity, problem }) => [severity, problem.code])).toEqual([
    ['advice', 'alias-unset'],
  ])
  expect(report.checked).toBeDefined()
})

test('prints as a checked drawing and as code', () => {
  const checked = expectDefined(checkService(exampleService('digits').drawing).checked, 'sound')
  expect(print(checked)).toMatchInlineSnapshot(`
    "source: {"carries":"requests","share":1} = source()
    validate: {"carries":"requests","share":1} = validate(source)
    features: {"carries":"requests","share":1} = features(validate)
    cache: {"carries":"requests","share":1} = cache(features, minutes 1)
    split: {"carries":"requests","share":1,"split":{"champion":100,"challenger":0}} = split(cache)
    champion: {"carries":"answers","share":1,"chosen":true} = model(split, model digits)
    challenger: {"carries":"answers","share":0,"chosen":true} = model(split, model digits, alias challenger)
    calibrate: {"carries":"answers","share":1} = calibrate(champion, challenger)
    abstain: {"carries":"answers","share":1} = abstain(calibrate)
    fallback: {"carries":"answers","share":1} = fallback(abstain)
    log: {"carries":"answers","share":1} = log(fallback)"
  `)
  expect(toText(toService(checked, 'digits service'))).toMatchInlineSnapshot(`
    "# digits service
    source = Source(from_="held-out")
    validate = Validate(source, range="far", unseen="refuse", missing="pass", absent="refuse")
    features = Features(validate, stored=())
    cache = Cache(features, entries=1000, minutes=1)
    split = Split(cache, champion=100, challenger=0)
    model_1 = Model(split, model="digits", alias="champion", replicas=1, idle=0, batch=1, waitMs=0, queue=100)
    model_2 = Model(split, model="digits", alias="challenger", replicas=1, idle=0, batch=1, waitMs=0, queue=100)
    calibrate = Calibrate(model_1, model_2, temperature=1)
    abstain = Abstain(calibrate, below=0.5)
    fallback = Fallback(abstain, answer="usual", for_="failures")
    log = Log(fallback, inputs=1000)
    "
  `)
})
