/** @file Makes the sentences of the registry sayable: imported for that by what says them. */
import { registry } from './en/registry'
import { learnSentences } from './message'

learnSentences(registry)
