/** @file Makes the sentences of slices, splits and the seal sayable: imported for that by what says them. */
import { slices } from './en/slices'
import { learnSentences } from './message'

learnSentences(slices)
