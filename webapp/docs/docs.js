// Shows the description that this server gives of itself.
SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  // Nothing is asked of another host, such as whether the description is valid.
  validatorUrl: null,
});
