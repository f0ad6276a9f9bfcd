/**
 * @file Explanations of problems with the structure and shapes of a network: why they matter, and what people usually
 * do, keyed by code.
 */

export const drawing = {
  'unknown-kind':
    'The file contains a layer type that this version of Netloom does not have. It may come from a newer version. Replace the layer with another one, or open the project in the version that saved it.',
  'param-range':
    'Every number in a layer’s settings has limits. Outside these limits, it has no meaning, or a browser cannot compute the layer. Netloom keeps your value, but cannot build the layer with it. The fix uses the closest valid value.',
  'param-type':
    'The value has the wrong type, such as text where a number is needed. This happens in files that were edited manually or written by another program. Enter a new value in the inspector on the right.',
  'param-unknown':
    'The layer has no parameter with this name, so Netloom ignores it. Often the name is misspelled, or comes from another framework. The inspector on the right lists all parameters of the layer.',
  'param-choice':
    'This parameter accepts only a few options, and the value is not one of them. The fix uses the layer’s default.',
  'kernel-too-large':
    'A convolution slides its kernel over the input, and a pooling layer slides a window of its pool size. With "valid" padding, these must fit inside the input. Each such layer shrinks the image, so after several layers little is left. Use "same" padding, a smaller kernel or pool size, or one fewer pooling layer.',
  'needs-rank':
    'Layers expect data of different shapes: Dense needs a vector of features; LSTM needs steps with features; Conv 2D needs height, width, and channels. Flatten turns the numbers into one vector. Reshape rearranges them without changing any of them.',
  'no-input':
    'The input is where the data enters the network. It has no weights: it only sets which columns go into the first layer, and in which shape. Add an Input node and connect it to the first layer.',
  'no-output':
    'The output is where the prediction is compared with the correct answer. Without an output there is no loss, so the network cannot learn. Add an Output node after the last layer.',
  'missing-input':
    'A layer computes its result from its inputs, so each input needs a wire. Layers that join inputs, such as Add and Concatenate, need at least two. Connect another layer to this one, or delete this layer if you do not need it.',
  'extra-input':
    'Most layers work on a single tensor. To combine two branches, join them first: Add sums tensors of the same shape, and Concatenate puts them side by side. An Input node accepts no wires because the data feeds it.',
  cycle:
    'Each layer is computed once, after the layers before it. In a loop, every layer waits for another one, so none can start. Delete the wire that leads back. To remember values from step to step, use a recurrent layer such as LSTM.',
  'wire-from-output':
    'The output is the end of the network, where predictions are compared with the labels. If another layer needs the same numbers, draw a second wire from the layer before the output. A layer can feed as many layers as you like.',
  'dangling-wire':
    'The file contains a wire whose start or end is not in the network. No data flows through it, so deleting it changes nothing. This happens when a file was edited manually.',
  'duplicate-id':
    'Wires refer to nodes by ID, so two nodes with the same ID cannot be distinguished. Only the first one is used. This happens when a file was edited manually. Delete one of the two and add it again.',
  unused:
    'No path leads from this layer to an output. It does not affect the prediction, and no gradient reaches it. It is excluded from training and from all counts. Connect it, or delete it if you do not need it.',
  'needs-features':
    'This layer works along the last axis, the features. A single number per example has no axis at all. Turn it into a vector first: reshaping to one axis of length 1 is enough.',
  'axis-range':
    'Axes are counted from 1, excluding the batch axis, and -1 means the last one. The input has fewer axes than this number. In most cases you want -1: the features, or the channels of an image.',
  'shapes-differ':
    'Add, Multiply, and Average work number by number, so all inputs need the same shape. With "same" padding a branch keeps its size. If the channels differ, put a 1×1 convolution on the shortcut, with as many filters. If the other branch shrinks the image, use its stride.',
  'concat-differ':
    'Concatenate puts its inputs side by side along one axis, usually the channels. All other axes must match. Branches with different strides or padding differ in height and width. Match them with "same" padding, a stride, or pooling.',
  'reshape-size':
    'Reshape rearranges the same numbers, so the product of the sizes must stay the same. Use -1 for one size, and Netloom calculates it. To change the number of values, use a layer with weights, such as Dense.',
  'reshape-unknown':
    'One size can be -1, and Netloom calculates it from the others. The product of the other sizes must divide the number of values evenly, and only one size may be -1. Compare the sizes with the shape of the input.',
  'permute-order':
    'Permute reorders the axes. The list says which old axis becomes the first, which becomes the second, and so on. Axes are counted from 1, excluding the batch axis, and each axis must appear exactly once. To swap the steps and features of a sequence, use 2, 1.',
  'crop-too-large':
    'Cropping removes rows and columns on every side, and here nothing would remain. Earlier layers may already have shrunk the image. Crop less, or crop closer to the input.',
  'input-no-shape':
    'The shape of an input comes from the data, and no data is loaded yet. Choose a dataset, and Netloom works out the shapes of all layers. You can also enter a shape in the inspector on the right.',
  'layer-too-large':
    'Each weight takes four bytes, and training also stores its gradient and the state of the optimizer. A layer this large does not fit into a single browser buffer. The usual cause is a Dense layer after a large image. Add a pooling layer before Flatten, or replace Flatten with global average pooling.',
  'training-too-large':
    'Training keeps the weights, their gradients, the optimizer state, and all activations of a batch in memory. A browser closes a tab that uses too much memory, so Netloom does not start the training. Smaller batches reduce the activations. Fewer units and more pooling reduce the weights: the Cost panel shows where they are.',
  'block-unknown':
    'This node uses a block whose contents are missing, so it cannot be expanded. This happens when a file was edited manually or only partly pasted. Delete the node and insert the block again.',
  'block-in-itself':
    'Blocks are expanded before the network is computed, including blocks inside blocks. A block that contains itself would expand forever. Delete the inner block. To use a block several times in a row, set its repeat count.',
  'block-no-repeat':
    'Repeating a block connects the outputs of one copy to the inputs of the next. The block needs as many outputs as inputs, and at least one of each. Change the ports of the block, or set repeat to 1 and insert it several times.',
  'block-too-large':
    'Blocks are expanded before the network is checked, and repeats inside repeats multiply. Above the limit, a check would take seconds, and training would take hours. Lower a repeat count, here or in an outer block.',
  'block-end':
    'Inputs and outputs connect a network to its data and labels, and they belong to the network as a whole. A block can be used many times, so it has ports instead. Move the node out of the block and connect it to a port of the block.',
  'expression-unreadable':
    'A value that starts with = is calculated from the parameters of the block, such as =filters*2. Netloom could not read this calculation: a part is missing or does not belong there, or the text is too long. You can use numbers, parameter names, parentheses, and the usual operators.',
  'expression-name':
    'Expressions can only use the parameters of their own block. The name may be misspelled, or the parameter was renamed or removed. Use one of the listed parameters, or add this one to the block.',
  'expression-no-number':
    'Calculations need numbers, and this parameter is text or an option. You can pass its value on unchanged, as =name, but not calculate with it. Remove it from the calculation.',
  'expression-not-finite':
    'The result is not a usable number: the expression divides by 0 or becomes too large. The result depends on the values that the block is used with. Keep a divisor above 0 with max, as in filters/max(1, groups), or change the values of the block.',
} as const
