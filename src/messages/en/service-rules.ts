/** @file Problems that any drawing can have, worded for service diagrams: in terms of stages and requests. */
import { defineText } from '../define'
import { count, plural } from '../format'

export const serviceRulesText = defineText('service-rules', {
  noSource: 'The service has no Source, so it gets no requests. Add one.',
  noLog: 'The service has no Log, so no requests can end. Add one.',
  unknownKind: (a: { kind: string }) => `There is no stage type "${a.kind}".`,
  noStage: (a: { stage: string }) => `This service diagram has no stage "${a.stage}".`,
  unfed: (a: { stage: string }) =>
    `Nothing is connected to ${a.stage}, so no requests reach it. Connect an earlier stage to it.`,
  fewInputs: (a: { stage: string; has: number; wants: number }) =>
    `${a.stage} needs at least ${plural(a.wants, { one: '# input', other: '# inputs' })}, but only ${plural(a.has, { one: '# wire leads', other: '# wires lead' })} to it.`,
  beforeSource: (a: { stage: string }) => `Requests start at ${a.stage}, so no wire can lead to it.`,
  afterLog: (a: { stage: string }) => `Requests end at ${a.stage}, so it cannot be connected to another stage.`,
  loop: (a: { stage: string }) => `${a.stage} is connected to itself, so a request would never end.`,
  cycle: (a: { from: string; to: string; stages: number }) =>
    `The wire from ${a.from} to ${a.to} closes a loop of ${count(a.stages)} stages, so a request would never end.`,
  unlogged: (a: { stage: string }) =>
    `${a.stage} does not lead to the Log, so its requests are not recorded. Connect it to the Log.`,
})
