/** The description of the interface, made from the schemas that validate it. */
import type { SwaggerOptions } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import * as contract from '../contract/index.ts';

/** Shapes that are described once, under their names. */
function namedShapes() {
  const names = z.registry<{ id: string }>();
  names.add(contract.alertSchema, { id: 'Alert' });
  names.add(contract.conditionSchema, { id: 'Condition' });
  names.add(contract.deliverySchema, { id: 'Delivery' });
  names.add(contract.deviceRowSchema, { id: 'Device' });
  names.add(contract.explanationSchema, { id: 'Explanation' });
  names.add(contract.levelSchema, { id: 'Level' });
  names.add(contract.problemSchema, { id: 'Problem' });
  names.add(contract.readingSchema, { id: 'Reading' });
  names.add(contract.scanResultSchema, { id: 'ScanResult' });
  names.add(contract.subscriptionSchema, { id: 'Subscription' });
  return names;
}

export function openapiOptions(): SwaggerOptions {
  const schemaRegistry = namedShapes();
  return {
    openapi: { openapi: '3.1.0', info: { title: 'Platen dashboard', version: '1' } },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  };
}
