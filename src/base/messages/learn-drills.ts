/** @file Makes the sentences of drills and postmortems sayable: imported for that by what says them. */
import { drills } from './en/drills'
import { learnSentences } from './message'

learnSentences(drills)
