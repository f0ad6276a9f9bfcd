/** @file A lesson of the gallery: an example with a goal, and with steps that lead to it. */
import type { Lesson } from '../../compile/project'
import type { Plan } from '../../catalog/training-plan'
import type { ProjectContent } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import type { Template } from '../template'

interface LessonSpec {
  readonly id: string
  readonly text: Pick<Template, 'title' | 'about' | 'reaches'> & { readonly goal: string }
  /** The example that the lesson starts from, and what is different. */
  readonly from: Template
  readonly drawing?: Drawing
  readonly data?: ProjectContent['data']
  readonly plan?: Partial<Plan>
  /** The conditions of the goal. */
  readonly check: string
  readonly steps: NonNullable<Lesson['steps']>
  /** Pages that the lesson needs in addition to Build, Data, Train, and Evaluate. */
  readonly needs?: readonly string[]
}

/** Defines a lesson. It hides the pages that it does not need. */
export function defineLesson(spec: LessonSpec): Template {
  const { id, text, from, drawing, data, plan, check, steps, needs = [] } = spec
  const { goal, ...about } = text
  const { content } = from
  return {
    id,
    ...about,
    content: {
      ...content,
      name: text.title,
      networks: drawing ? [{ name: 'network', drawing }] : content.networks,
      data: data ?? content.data,
      plan: { ...content.plan, ...plan },
      lesson: {
        ...{ goal, check, steps },
        hides: { pages: ['operate', 'machine'].filter((page) => !needs.includes(page)) },
      },
    },
  }
}
