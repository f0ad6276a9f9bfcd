/** @file Makes the sentences of collecting and of learning curves sayable: imported for that by what collects. */
import { collect } from './en/collect'
import { learnSentences } from './message'

learnSentences(collect)
