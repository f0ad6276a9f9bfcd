/** @file UI text for drills: the steps of preparing and scoring a drill, and what is wrong with a result file. */
import { defineText } from '../../define'
import { count } from '../../format'

export const drillStepsText = defineText('studio/drills/steps', {
  preparing: {
    data: 'Loading the data',
    training: (a: { model: string }) => `Training ${a.model}`,
    service: 'Starting the service',
  },
  scoring: {
    rest: 'playing the rest of the scenario',
    yours: 'replaying your actions',
    nothing: 'replaying without any action',
    best: 'replaying the best known solution',
  },
  acknowledged: 'Acknowledged an incident',
})

/** Why a file is not the result of a drill: the end of "This file is not a drill result: ...". */
export const drillFaults = defineText('studio/drills/faults', {
  notObject: 'it is not an object',
  kind: (a: { kind: string }) => `its "kind" is not "${a.kind}"`,
  drill: (a: { drill: string }) => `there is no drill "${a.drill}"`,
  scenario: 'its scenario does not match the drill',
  change: (a: { change: number }) => `change ${count(a.change)} is not valid`,
  changeKind: (a: { change: number }) => `change ${count(a.change)} is of a type that cannot be replayed`,
  label: (a: { label: number }) => `label ${count(a.label)} is not valid`,
  action: (a: { action: number }) => `action ${count(a.action)} is not valid`,
  actionKind: (a: { action: number }) => `action ${count(a.action)} is of an unknown type`,
  order: {
    changes: 'its changes are not in chronological order, or some are outside the scenario',
    labels: 'its labels are not in chronological order, or some are outside the scenario',
    acts: 'its actions are not in chronological order, or some are outside the scenario',
  },
  model: 'one of its models is not valid',
  tensor: 'a tensor of its models is not valid',
  weightsSize: 'the weights of a model do not have the stated size, or are too large',
  weightsHash: (a: { model: string }) => `the weights of "${a.model}" do not match their hash`,
  otherModels: 'its models do not match the drill',
  otherModel: (a: { model: string }) => `its model "${a.model}" does not belong to the drill`,
  noTiming: 'it has no timing',
  noModelTiming: 'its timing has no models',
  manyModelTimings: 'its timing has too many models',
  modelTiming: 'the timing of a model is not valid',
  noTimes: 'the timing of a model has no times',
  noLater: 'it has no timing for stages added later',
  manyLater: 'it has timing for too many stages added later',
  // Faults in the service diagrams and canaries of a file's changes.
  diagram: 'one of its service diagrams is not valid',
  stage: 'a stage is not valid',
  stageKind: 'a stage is of an unknown type',
  stageNoId: 'a stage has no ID',
  stageNoSettings: 'a stage has no settings',
  stageTwice: 'two stages of a service diagram have the same ID',
  wire: 'a wire starts at a stage that does not exist',
  canary: 'a canary has an unknown action',
  canaryPlan: 'a canary has no plan',
  canaryLimits: 'a canary has no limits',
  canaryStep: 'a canary step is not valid',
  canaryShare: 'a canary’s traffic share is out of range',
  aliases: 'the aliases of a change are not valid',
  manyAliases: 'a change has too many aliases',
  // Faults of values in any part of the file; `part` is its name in the file.
  noList: (a: { part: string }) => `"${a.part}" is not a list`,
  longList: (a: { part: string; has: number; most: number }) =>
    `"${a.part}" has ${count(a.has)} entries; the limit is ${count(a.most)}`,
  noNumber: (a: { part: string }) => `"${a.part}" has a value that is not a number`,
  range: (a: { part: string }) => `"${a.part}" has a number that is out of range`,
  noText: (a: { part: string }) => `"${a.part}" is not a short text string`,
})
