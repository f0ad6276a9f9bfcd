/** @file linesOf: prints a checked drawing as lines of code, each with the nodes that it represents. */
import type { Shape } from '../catalog/layer-def'
import type { CheckedDrawing } from '../graph/checked-drawing'
import type { Drawing } from '../graph/drawing'
import type { ExpandedDrawing } from '../graph/expand-blocks'
import type { CodeLine } from './source-code'
import type { Language } from './code-languages'
import { listDrawing } from './drawing-listing'
import type { Listing } from './program-listing'
import { pythonLines } from './to-python'
import { typescriptLines } from './to-typescript'

const PRINTERS: Readonly<Record<Language, (listing: Listing) => readonly CodeLine[]>> = {
  python: pythonLines,
  typescript: typescriptLines,
}

/** The code of a drawing, with blocks as functions and output shapes as comments. */
export function linesOf(
  checked: CheckedDrawing<Shape>,
  drawing: Drawing,
  { paths }: Pick<ExpandedDrawing, 'paths'>,
  language: Language,
): readonly CodeLine[] {
  return PRINTERS[language](listDrawing(checked, drawing, paths))
}
