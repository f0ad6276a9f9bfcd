/**
 * @file serverFor: the code of serve.mjs, which is deployed next to the app. Refuses if it does not support the model.
 */
import { refuse } from '../../messages/message'
import '../../messages/en/url'
import type { ModelRecord } from '../../storage/records'

/** The server code. Refuses if it is unavailable, or if the model has a layer it does not support. */
export async function serverFor({ name, version, model }: ModelRecord): Promise<string> {
  const { toPredictProgram } = await import('../../serving/predict-program')
  try {
    toPredictProgram(model, 1)
  } catch (error) {
    return refuse('server-lacks', { name, version, why: error instanceof Error ? error.message : String(error) })
  }
  const answer = await fetch(new URL('serve.mjs', document.baseURI)).catch(() => undefined)
  const code = answer?.ok ? await answer.text() : '<'
  // Some hosts answer a request for a missing file with the app's HTML page.
  return code.trimStart().startsWith('<') ? refuse('server-absent', {}) : code
}
