/** @file The schema of conditions and slices in files, matching `data/condition.ts`. */
import * as z from 'zod/mini'
import type { Condition } from '../data/condition'
import { finite, listOf, text } from './shared-schemas'

const value = z.union([finite, text(10_000)])

const condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.object({ all: listOf(condition, 1000) }),
    z.object({ any: listOf(condition, 1000) }),
    z.object({ not: condition }),
    z.object({
      column: text(1000),
      is: z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains', 'in', 'missing']),
      value: z.optional(z.union([value, listOf(value, 10_000)])),
    }),
  ]),
) as z.ZodMiniType<Condition>

/** Named slices, each with its condition. */
export const slicesShape = listOf(z.object({ name: text(200), where: condition }), 1000)
