/** @file Makes the sentences of what can be wrong with a service sayable: imported for that by what checks one. */
import { stages } from './en/stages'
import { learnSentences } from './message'

learnSentences(stages)
