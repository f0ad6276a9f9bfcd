/** @file UI text for drills: the steps of preparing and scoring a drill, and what is wrong with a result file. */
import { defineText } from '../../define'

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
    best: 'replaying the reference solution',
  },
  acknowledged: 'Acknowledged an incident',
})

/** Why a file is not the result of a drill: the end of "This file is not a drill result: ...". */
export const drillFaults = defineText('studio/drills/faults', {
  /** The file, where its structure is not valid. */
  file: 'The drill result',
  drill: (a: { drill: string }) => `there is no drill "${a.drill}"`,
  scenario: 'its scenario does not match the drill',
  grading: 'its grading rules are not those of this version of the drill',
  order: {
    changes: 'its changes are not in chronological order, or some are outside the scenario',
    labels: 'its labels are not in chronological order, or some are outside the scenario',
    acts: 'its actions are not in chronological order, or some are outside the scenario',
  },
  weightsSize: 'the weights of a model do not have the stated size, or are too large',
  weightsHash: (a: { model: string }) => `the weights of "${a.model}" do not match their hash`,
  otherModels: 'its models do not match the drill',
  otherModel: (a: { model: string }) => `its model "${a.model}" does not belong to the drill`,
  stageKind: 'a stage is of an unknown type',
  stageNoId: 'a stage has no ID',
  stageTwice: 'two stages of a service diagram have the same ID',
  wire: 'a wire starts at a stage that does not exist',
})
