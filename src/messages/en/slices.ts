/** @file English sentences of slices, of splits as they come out and of the seal on test rows; they come with the parts that say them. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const slices = defineMessages('slices', {
  'slices-shape': 
    'Slices are a list of {name, where}: where is a condition such as age < 30, as text or data.',
  'slice-twice': (a: { name: string }) => `Two slices are called "${a.name}"; each needs a name of its own.`,
  'condition-wrong': (a: { sentence: string }) => a.sentence,
  'no-slice': (a: { name: string; names: readonly string[] }) =>
    a.names.length === 0
      ? `There is no slice "${a.name}"; none is kept with this set.`
      : `There is no slice "${a.name}"; there are ${list(a.names)}.`,
  'slices-many': (a: { most: number }) => `A set can keep ${count(a.most)} slices; remove one first.`,
  'no-test-rows': (_: object) => 'The split keeps no rows for testing, so there is no seal to open; give test a share.',

  // What a split came out as.
  'split-class-few': (a: { label: string; rows: number; lacks: readonly string[] }) =>
    `"${a.label}" has ${counted(a.rows, 'row')}, too few for every part: ${list(a.lacks)} ${a.lacks.length === 1 ? 'has' : 'have'} none.`,
  'split-class-lacks': (a: { label: string; rows: number; lacks: readonly string[] }) =>
    `None of the ${counted(a.rows, 'row')} of "${a.label}" is in ${list(a.lacks)}.`,
  'split-group-large': (a: { group: string; rows: number; wanted: number; part: string }) =>
    `"${a.group}" has ${counted(a.rows, 'row')} and stays whole, so ${a.part} cannot come near its ${count(a.wanted)}.`,
  'split-few-groups': (a: { groups: number; parts: number }) =>
    `There ${a.groups === 1 ? 'is' : 'are'} ${counted(a.groups, 'group')} for ${counted(a.parts, 'part')}, so a part stays empty.`,
  'split-no-group': (a: { column: string; rows: number }) =>
    `${counted(a.rows, 'row')} without "${a.column}" ${a.rows === 1 ? 'is a group of its own' : 'are groups of their own'}.`,
  'split-no-time': (a: { column: string; rows: number }) =>
    `${counted(a.rows, 'row')} without "${a.column}" ${a.rows === 1 ? 'is' : 'are'} in no part.`,
  'split-no-part': (a: { column: string; values: readonly string[]; rows: number }) =>
    `${counted(a.rows, 'row')} ${a.rows === 1 ? 'is' : 'are'} in no part, for "${a.column}" says ${list(a.values)}; say for each which part that is.`,
  'split-ties': (a: { part: string; rows: number; wanted: number }) =>
    `Rows of one moment stay together, so ${a.part} has ${count(a.rows)} rows, not ${count(a.wanted)}.`,
  'split-gap': (a: { rows: number }) =>
    `${counted(a.rows, 'row')} between the parts ${a.rows === 1 ? 'is' : 'are'} left out.`,
  'split-drawn-validation': (a: { rows: number }) =>
    `No value says validation, so ${counted(a.rows, 'row')} of the training part ${a.rows === 1 ? 'is' : 'are'} drawn for it.`,
  'split-empty': (a: { part: string }) => `The ${a.part} part has no rows.`,
  'split-groups-shared': (a: { column: string; groups: number; all: number; rows: number }) =>
    `${count(a.groups)} of ${counted(a.all, 'value')} of "${a.column}" ${a.groups === 1 ? 'is' : 'are'} in training and in what it is judged on, with ${counted(a.rows, 'row')} there: the figures may flatter.`,
  'split-groups-apart': (a: { column: string; all: number }) =>
    `None of the ${counted(a.all, 'value')} of "${a.column}" is in training and in what it is judged on.`,
  'split-groups-alone': (a: { column: string }) =>
    `Every row has "${a.column}" to itself: to split by it is to split by chance.`,
  'split-time-mixed': (a: { column: string; rows: number }) =>
    `${counted(a.rows, 'training row')} ${a.rows === 1 ? 'is' : 'are'} later by "${a.column}" than the first row it is judged on: it learns from what came after.`,
  'split-time-ordered': (a: { column: string }) =>
    `By "${a.column}" every training row comes before what it is judged on.`,
})
