/** @file English: every sentence Netloom says, by code. A second language is one object of the same keys. */
import { data } from './en/data'
import { graph } from './en/graph'
import { insight } from './en/insight'
import { plan } from './en/plan'
import { storage } from './en/storage'
import { studio } from './en/studio'
import { training } from './en/training'

export const en = { ...graph, ...data, ...plan, ...training, ...insight, ...storage, ...studio } as const
