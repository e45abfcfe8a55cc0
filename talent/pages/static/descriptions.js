// No validator is asked: this service's description is looked at here alone.
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#descriptions", validatorUrl: null });
