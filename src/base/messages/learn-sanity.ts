/** @file Makes the sentences of what one batch says sayable: imported for that by what words them. */
import { sanity } from './en/sanity'
import { learnSentences } from './message'

learnSentences(sanity)
