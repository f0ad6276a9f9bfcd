/** @file Activations that TensorFlow.js lacks: registers each formula whose name it does not know. */
import { ACTIVATIONS } from '../../formulas/activations'
import type { Expression } from '../../formulas/expression'
import { evaluateOnTensors } from '../formula-tensors'
import { tf } from '../tensorflow'

/** TensorFlow.js looks activations up by this class name, and reads names in Keras JSON in camel case. */
function registered(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function register(className: string, result: Expression): void {
  class FormulaActivation extends tf.serialization.Serializable {
    static className = className

    apply(x: tf.Tensor): tf.Tensor {
      const [value] = evaluateOnTensors([result], { x })
      return value as tf.Tensor
    }

    getClassName(): string {
      return className
    }

    getConfig() {
      return {}
    }
  }
  tf.serialization.registerClass(FormulaActivation)
}

const known = tf.serialization.SerializationMap.getMap().classNameMap

for (const { name, result } of ACTIVATIONS.values()) {
  // The slope of leaky ReLU is a setting of its layer, which TensorFlow.js has.
  if (name !== 'leaky_relu' && !(registered(name) in known)) register(registered(name), result)
}
