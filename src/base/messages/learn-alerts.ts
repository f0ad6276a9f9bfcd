/** @file Makes the sentences of objectives and incidents sayable: imported for that by what says them. */
import { alerts } from './en/alerts'
import { learnSentences } from './message'

learnSentences(alerts)
