/** @file serverFor: the code of serve.mjs, which lies beside the app; for a model that it can run. */
import { refuse } from '../messages/message'
import '../messages/en/url'
import type { ModelRecord } from '../storage/records'

/** The code. Refuses where it cannot be had, or the model has a layer that it lacks. */
export async function serverFor({ name, version, model }: ModelRecord): Promise<string> {
  const { toPredictProgram } = await import('../serving/predict-program')
  try {
    toPredictProgram(model, 1)
  } catch (error) {
    return refuse('server-lacks', { name, version, why: error instanceof Error ? error.message : String(error) })
  }
  const answer = await fetch(new URL('serve.mjs', document.baseURI)).catch(() => undefined)
  const code = answer?.ok ? await answer.text() : '<'
  // A host may answer what it does not have with the page itself.
  return code.trimStart().startsWith('<') ? refuse('server-absent', {}) : code
}
