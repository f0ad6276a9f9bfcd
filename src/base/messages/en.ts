/** @file English: every sentence Netloom says, by code. A second language is one object of the same keys. */
import { blocks } from './en/blocks'
import { binding } from './en/binding'
import { data } from './en/data'
import { graph } from './en/graph'
import { hands } from './en/hands'
import { insight } from './en/insight'
import { lesson } from './en/lesson'
import { plan } from './en/plan'
import { problems } from './en/problems'
import { sets } from './en/sets'
import { storage } from './en/storage'
import { studio } from './en/studio'
import { training } from './en/training'

export const en = {
  ...problems,
  ...binding,
  ...graph,
  ...blocks,
  ...hands,
  ...data,
  ...plan,
  ...training,
  ...insight,
  ...lesson,
  ...sets,
  ...storage,
  ...studio,
} as const
